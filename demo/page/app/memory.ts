import type { PageChannel } from '../snapshot.ts'

/** What a browser remembers: who one is (this tab only), what one has read, and whether the hint was put away. */

export function rememberedPerson(): string {
  return new URLSearchParams(location.search).get('as') ?? ''
}

export function rememberPerson(id: string): void {
  const url = new URL(location.href)
  url.searchParams.set('as', id)
  history.replaceState(null, '', url)
}

export function unreadIn(me: string, channel: PageChannel): number {
  const read = localStorage.getItem(readKey(me, channel.id)) ?? ''
  return channel.messages.filter((message) => message.ts > read && message.author !== me).length
}

export function markRead(me: string, channel: PageChannel): void {
  const newest = channel.messages.at(-1)?.ts
  if (newest !== undefined) localStorage.setItem(readKey(me, channel.id), newest)
}

export function hintIsWanted(): boolean {
  return localStorage.getItem('hint') !== 'away'
}

export function putHintAway(): void {
  localStorage.setItem('hint', 'away')
}

function readKey(me: string, channel: string): string {
  return `read ${me} ${channel}`
}
