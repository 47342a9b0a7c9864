import type { PageHuman } from '../snapshot.ts'
import { html } from './html.ts'

/** Initials on a colour; the app has its own sign. */
export function Avatar({
  person,
  small = false,
}: {
  readonly person: PageHuman | undefined
  readonly small?: boolean
}) {
  const name = person?.realName ?? 'Slackbot'
  const initials = name
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('')
    .slice(0, 2)
  const shade = person === undefined ? 'slackbot' : person.isBot ? 'bot' : `shade-${hash(person.id) % 6}`
  return html`<span class=${`avatar ${shade} ${small ? 'small' : ''}`} aria-hidden="true">${initials}</span>`
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973, 7)
}
