import { writeFileSync } from 'node:fs'
import type { Check } from '../src/inventory/checks/check.ts'
import { CHECK_GROUPS } from '../src/inventory/checks/registry.ts'

/** Where the list of checks stands. */
export const CHECKS_FILE = new URL('../docs/CHECKS.md', import.meta.url)

/** docs/CHECKS.md, from the rules themselves. */
export function checksDocument(): string {
  const groups: [string, Readonly<Record<string, Check>>][] = Object.entries(CHECK_GROUPS)
  return `${[INTRODUCTION, ...groups.map(([heading, checks]) => section(heading, checks))].join('\n')}`
}

const INTRODUCTION = `# The checks

What \`leasehold check FILE\` and the request form look at, beyond what \`dhcpd -t\` refuses. \`dhcpd -t\` accepts a file
with each of these. The codes are stable: \`--json\` prints them, and an approval binds to those of the warnings shown.

- **In a file** is the severity in a review of a whole file: with an error, \`leasehold check\` exits with 1.
- **In the form** is the severity for a host that is asked for: an error stops it, a warning is confirmed and shown to
  the approver. “–” means that the rule is not used there.

What dhcpd itself would refuse is an error too, with \`refused: true\` in \`--json\` and a code of its own.

People see at most 20 findings of each code, and how many more there are; \`--all\` shows them, and \`--json\` has them all.
Hosts of the lease database (made by OMAPI) take part with \`--leases\`: dhcpd reads it last, so of two hosts the one of
the file is used. What is found in the lease database is told with its path and line.

The codes that begin with \`kea-\` are for those who are about to migrate, and only told with \`--kea\`: dhcpd is content
with all of it, and a large file would be full of them. They name what has to be written anew, not what ISC’s migration
assistant (keama) turns into Kea’s form by itself, and what the manual of Kea 3.3 has in its place. Groups with options
and includes are not among them: they are written out, or have a counterpart of the same kind.

This page is written by \`node scripts/checks-doc.ts\` from \`src/inventory/checks/registry.ts\`.
`

function section(heading: string, checks: Readonly<Record<string, Check>>): string {
  const rows = Object.entries(checks).map(
    ([code, { file, form, title, advice }]) =>
      `| \`${code}\` | ${file ?? '–'} | ${form ?? '–'} | ${title}. | ${advice} |`,
  )
  return `## ${heading}

| code | in a file | in the form | what is found | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`
}

if (import.meta.main) writeFileSync(CHECKS_FILE, checksDocument())
