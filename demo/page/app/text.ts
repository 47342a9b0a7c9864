import type { ComponentChildren } from 'preact'
import type { AnyText } from '../../workspace/blocks/text.ts'
import { usePage } from './context.ts'
import { emojiFor } from './emoji.ts'
import { html } from './html.ts'
import { type MarkdownNode, parseMarkdown } from './mrkdwn.ts'
import { formatDate } from './time.ts'

/** A text object: plain or mrkdwn. */
export function Text({ of }: { readonly of: AnyText }): ComponentChildren {
  return of.type === 'plain_text'
    ? plainWithEmoji(of.text, of.emoji ?? true)
    : html`<${Markdown} source=${of.text} />`
}

/** mrkdwn, drawn; never as markup of its own. */
export function Markdown({ source }: { readonly source: string }): ComponentChildren {
  return parseMarkdown(source).map((node) => html`<${Node} node=${node} />`)
}

/** Plain text, in which only emoji names have a meaning. */
export function plainWithEmoji(text: string, emoji = true): string {
  return emoji ? text.replace(/:([a-z0-9_+-]+):/g, (_all, name: string) => emojiFor(name)) : text
}

/** A mention as Slack draws it. */
export function Mention({
  kind,
  id,
}: {
  readonly kind: 'user' | 'channel' | 'broadcast'
  readonly id: string
}) {
  const { snapshot, showChannel } = usePage()
  if (kind === 'broadcast') return html`<span class="mention mention-me">@${id}</span>`
  if (kind === 'channel') {
    const name = snapshot.channels.find((channel) => channel.id === id)?.name
    if (name === undefined) return html`<span class="mention">#${id}</span>`
    const follow = (event: Event) => {
      event.preventDefault()
      showChannel(id)
    }
    return html`<a class="mention" href=${`#${id}`} onClick=${follow}>#${name}</a>`
  }
  const name = snapshot.people.find((person) => person.id === id)?.name ?? id
  return html`<span class=${id === snapshot.me ? 'mention mention-me' : 'mention'}>@${name}</span>`
}

/** A link that opens elsewhere; only addresses of the web are followed. */
export function Link({ url, text }: { readonly url: string; readonly text: string }) {
  const safe = /^(https?:|mailto:)/.test(url)
  return safe
    ? html`<a href=${url} target="_blank" rel="noreferrer noopener">${text}</a>`
    : html`<span>${text}</span>`
}

function Node({ node }: { readonly node: MarkdownNode }): ComponentChildren {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'bold':
      return html`<strong>${node.inner.map((one) => html`<${Node} node=${one} />`)}</strong>`
    case 'italic':
      return html`<em>${node.inner.map((one) => html`<${Node} node=${one} />`)}</em>`
    case 'strike':
      return html`<s>${node.inner.map((one) => html`<${Node} node=${one} />`)}</s>`
    case 'quote':
      return html`<blockquote>${node.inner.map((one) => html`<${Node} node=${one} />`)}</blockquote>`
    case 'code':
      return html`<code>${node.text}</code>`
    case 'pre':
      return html`<pre tabindex="0">${node.text}</pre>`
    case 'link':
      return html`<${Link} url=${node.url} text=${node.text} />`
    case 'date':
      return formatDate(node.seconds, node.format, new Date())
    case 'emoji':
      return emojiFor(node.id)
    default:
      return html`<${Mention} kind=${node.kind} id=${node.id} />`
  }
}
