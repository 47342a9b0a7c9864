import type { ComponentChildren } from 'preact'
import type { RichTextPart, RichTextSpan } from '../../workspace/blocks/rich-text.ts'
import { emojiFor } from './emoji.ts'
import { html } from './html.ts'
import { Link, Mention } from './text.ts'

/** One part of a rich_text block. */
export function RichText({ part }: { readonly part: RichTextPart }): ComponentChildren {
  switch (part.type) {
    case 'rich_text_section':
      return html`<p class="rich">${spans(part.elements)}</p>`
    case 'rich_text_quote':
      return html`<blockquote>${spans(part.elements)}</blockquote>`
    case 'rich_text_preformatted':
      return html`<pre tabindex="0">${spans(part.elements)}</pre>`
    case 'rich_text_list': {
      const list = part.elements.map((item) => html`<li>${spans(item.elements)}</li>`)
      return part.style === 'ordered'
        ? html`<ol class="rich-list">${list}</ol>`
        : html`<ul class="rich-list">${list}</ul>`
    }
  }
}

function spans(list: readonly RichTextSpan[]): ComponentChildren {
  return list.map((span) => html`<${Span} span=${span} />`)
}

function Span({ span }: { readonly span: RichTextSpan }): ComponentChildren {
  const { style } = span
  let drawn = bare(span)
  if (style?.code) drawn = html`<code>${drawn}</code>`
  if (style?.bold) drawn = html`<strong>${drawn}</strong>`
  if (style?.italic) drawn = html`<em>${drawn}</em>`
  return style?.strike ? html`<s>${drawn}</s>` : drawn
}

function bare(span: RichTextSpan): ComponentChildren {
  switch (span.type) {
    case 'text':
      return span.text
    case 'link':
      return html`<${Link} url=${span.url} text=${span.text ?? span.url} />`
    case 'user':
      return html`<${Mention} kind="user" id=${span.user_id} />`
    case 'channel':
      return html`<${Mention} kind="channel" id=${span.channel_id} />`
    case 'usergroup':
      return html`<${Mention} kind="broadcast" id=${span.usergroup_id} />`
    case 'emoji':
      return emojiFor(span.name)
  }
}
