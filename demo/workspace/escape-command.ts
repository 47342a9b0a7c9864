import type { State } from './state.ts'

/** What was typed after a command, as Slack sends it: `& < >` have a meaning there. */
export function escapeCommand(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * The same for a command whose manifest says `should_escape`: people and channels come by their ids, and what looks like a
 * web address or the name of a host as a link.
 */
export function escapeMeanings(
  text: string,
  { people, channels }: Pick<State, 'people' | 'channels'>,
): string {
  return escapeCommand(text)
    .split(/(\s+)/)
    .map((word) => {
      const person = [...people.values()].find(
        ({ name, displayName }) => word === `@${name}` || word === `@${displayName}`,
      )
      if (person) return `<@${person.id}|${person.name}>`
      const channel = [...channels.values()].find(
        ({ name, kind }) => kind === 'channel' && word === `#${name}`,
      )
      if (channel) return `<#${channel.id}|${channel.name}>`
      if (/^https?:\/\/\S+$/.test(word)) return `<${word}>`
      return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|net|org|example|de)$/i.test(word)
        ? `<http://${word}|${word}>`
        : word
    })
    .join('')
}
