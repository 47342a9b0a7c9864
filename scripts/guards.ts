/** One guard of the helper, and the helper without it. */
export interface Guard {
  /** Names it in the table: its function, a colon and its words; the line is left out, as it moves. */
  readonly name: string
  readonly mutant: string
}

/** What takes a guard away: where it is found, and what is written there instead. */
interface Removal {
  readonly words: RegExp
  readonly instead: string
}

/** In sh: what follows `||` is never done; what follows `&&` is no condition; what an arm of a case refuses, passes. */
const IN_SHELL: readonly Removal[] = [
  { words: /\|\|(?=\s)/g, instead: '|| : ||' },
  { words: /&&(?=\s)/g, instead: '||' },
  { words: /(?<=\) )(return 1|exit 1|exit 2|(fail|refuse|why=).*?)(?= ;;|$)/g, instead: ':' },
]

/** In awk: what is refused is not. */
const IN_AWK: readonly Removal[] = [{ words: /\brefuse(?=\()/g, instead: '' }]

/**
 * Every guard of the helper, found by program: what is refused, checked or only done on a condition.
 * @param script src/remote/helper.sh
 */
export function guardsOf(script: string): readonly Guard[] {
  const lines = script.split('\n')
  const places = placesIn(lines)
  const guards = lines.flatMap((line, index) => {
    const place = places[index]
    if (place === undefined) return []
    const removals = place.isAwk ? IN_AWK : IN_SHELL
    return removals.flatMap(({ words, instead }) =>
      [...line.matchAll(words)].map((match) => ({
        name: `${place.name}: ${shown(line, match.index)}`,
        mutant: [
          ...lines.slice(0, index),
          line.slice(0, match.index) + instead + line.slice(match.index + match[0].length),
          ...lines.slice(index + 1),
        ].join('\n'),
      })),
    )
  })
  return numbered(guards)
}

interface Place {
  readonly name: string
  readonly isAwk: boolean
}

/** Where each line stands; undefined for comments and blank lines. */
function placesIn(lines: readonly string[]): readonly (Place | undefined)[] {
  let name = ''
  let isAwk = false
  return lines.map((line) => {
    const opens = /^(judgement|redaction)='$/.exec(line)
    if (opens) isAwk = true
    name = opens?.[1] ?? /^(?:function )?(\w+)\(.*?\) ?\{/.exec(line)?.[1] ?? name
    const place = /^\s*(#.*)?$/.test(line) || /^function /.test(line) ? undefined : { name, isAwk }
    if (isAwk && /^\}'$/.test(line)) isAwk = false
    return place
  })
}

/** The line, with a mark where the guard is when there are several. */
function shown(line: string, at: number): string {
  return `${line.slice(0, at).trimStart()}⟨${line.slice(at).trimEnd()}`.replace(/^⟨/, '').slice(0, 160)
}

/** Guards that read alike are told apart by a number. */
function numbered(guards: readonly Guard[]): readonly Guard[] {
  const seen = new Map<string, number>()
  return guards.map((guard) => {
    const count = (seen.get(guard.name) ?? 0) + 1
    seen.set(guard.name, count)
    return count === 1 ? guard : { ...guard, name: `${guard.name} (${count})` }
  })
}
