import { quoteWord } from './quote.ts'

/** One thing that is done on a machine, as root. What it makes belongs to root. */
export type Step = { readonly why: string } & (
  | { readonly kind: 'folder'; readonly path: string; readonly mode: string }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly mode: string
      /** Ends with a line break. */
      readonly content: string
      /** A command that must say yes to the new content, whose path is put behind it, before it takes its place. */
      readonly check?: string
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'remove'; readonly path: string }
)

/**
 * The steps as one POSIX sh script. It is read whole before anything is done, stops at the first step that fails, and
 * then says which that was on its last line of stderr.
 */
export function renderScript(steps: readonly Step[]): string {
  return `#!/bin/sh
set -eu
${functions}
main() {
${steps.map((step) => `at=${quoteWord(step.why)}\n${renderStep(step)}`).join('\n')}
at=
}
main "$@"
`
}

const functions = `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
umask 077
at=
trap 'say_where' EXIT

say_where() {
  [ -z "$at" ] || echo "failed: $at" >&2
}

# put PATH MODE CHECK <CONTENT: written beside its place, then moved there, so that it is never half there.
put() {
  new=$1.leasehold-new
  cat >"$new"
  chown 0:0 "$new"
  chmod "$2" "$new"
  if [ -n "$3" ] && ! $3 "$new" >&2; then
    rm -f "$new"
    exit 1
  fi
  mv -f "$new" "$1"
}
`

function renderStep(step: Step): string {
  switch (step.kind) {
    case 'folder': {
      const path = quoteWord(step.path)
      return `mkdir -p ${path}; chown 0:0 ${path}; chmod ${step.mode} ${path}`
    }
    case 'file': {
      const end = endOf(step.content)
      const words = [step.path, step.mode, step.check ?? ''].map(quoteWord).join(' ')
      return `put ${words} <<'${end}'\n${step.content}${end}`
    }
    case 'run':
      return step.command
    case 'remove':
      return `rm -rf ${quoteWord(step.path)}`
  }
}

/** A line that ends the content and does not stand in it. */
function endOf(content: string): string {
  const lines = new Set(content.split('\n'))
  let end = 'LEASEHOLD_END'
  while (lines.has(end)) end += '_'
  return end
}

/** A step in words for the person who is asked: what is done, and every line that is written. */
export function showStep(step: Step, content: 'whole' | 'short'): string {
  switch (step.kind) {
    case 'folder':
      return `folder ${step.path}, root’s, mode ${step.mode}: ${step.why}\n`
    case 'file':
      return `file ${step.path}, root’s, mode ${step.mode}: ${step.why}\n${showContent(step.content, content)}`
    case 'run':
      return `command: ${step.why}\n${indented(step.command)}`
    case 'remove':
      return `remove ${step.path}: ${step.why}\n`
  }
}

/** Longer contents are shown whole only where they are asked for. */
const mostLines = 60

function showContent(content: string, how: 'whole' | 'short'): string {
  const lines = content.split('\n').length - 1
  if (how === 'whole' || lines <= mostLines) return indented(content)
  return `    (${lines} lines; --dry-run prints them)\n`
}

function indented(text: string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `    ${line}`.trimEnd().concat('\n'))
    .join('')
}
