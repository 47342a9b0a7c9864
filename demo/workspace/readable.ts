import type { Block, InteractiveElement } from './blocks/block.ts'
import { elementsOf } from './blocks/elements.ts'
import { optionsOf } from './blocks/menus.ts'
import type { RichTextPart, RichTextSpan } from './blocks/rich-text.ts'
import type { AnyText } from './blocks/text.ts'

/** Says a user or channel id as people call it. */
export type Naming = (kind: 'user' | 'channel', id: string) => string

/** What a person reads: each block on a line of its own, mrkdwn without its marks, elements in brackets. */
export function readableBlocks(blocks: readonly Block[], name: Naming): string {
  return blocks.map((block) => readableBlock(block, name)).join('\n')
}

/** mrkdwn as it is read: mentions named, links as their words, `&amp;` as `&`, marks of style gone. */
export function readableMarkdown(text: string, name: Naming): string {
  return text
    .replace(/<([^>]*)>/g, (_all, inner: string) => readableAngle(inner, name))
    .replace(/(^|[\s(])([*_~])(\S(?:[^\n]*?\S)?)\2(?=$|[\s).,:;!?])/gm, '$1$3')
    .replaceAll('```', '')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function readableAngle(inner: string, name: Naming): string {
  const [target = '', label] = inner.split('|', 2)
  if (label !== undefined && !target.startsWith('@')) return label
  if (target.startsWith('@')) return `@${name('user', target.slice(1))}`
  if (target.startsWith('#')) return `#${name('channel', target.slice(1))}`
  return target.startsWith('!') ? `@${target.slice(1).replace(/^subteam\^/, '')}` : target
}

function readableText(text: AnyText, name: Naming): string {
  return text.type === 'plain_text' ? text.text : readableMarkdown(text.text, name)
}

function readableBlock(block: Block, name: Naming): string {
  switch (block.type) {
    case 'header':
      return block.text.text
    case 'divider':
      return '---'
    case 'image':
      return `[${block.alt_text}]`
    case 'section': {
      const texts = [...(block.text === undefined ? [] : [block.text]), ...(block.fields ?? [])]
      return [
        ...texts.map((text) => readableText(text, name)),
        ...elementsOf(block).map(readableElement),
      ].join('\n')
    }
    case 'context':
      return block.elements
        .map((one) => (one.type === 'image' ? `[${one.alt_text}]` : readableText(one, name)))
        .join(' ')
    case 'actions':
      return block.elements.map(readableElement).join(' ')
    case 'input':
      return [block.label.text, readableElement(block.element), block.hint?.text ?? ''].join(' ').trim()
    case 'rich_text':
      return block.elements.map((part) => readablePart(part, name)).join('\n')
  }
}

function readableElement(element: InteractiveElement): string {
  if (element.type === 'button') return `[${element.text.text}]`
  if ('options' in element || 'option_groups' in element)
    return `[${optionsOf(element)
      .map((option) => option.text.text)
      .join(' | ')}]`
  return '[…]'
}

function readablePart(part: RichTextPart, name: Naming): string {
  if (part.type === 'rich_text_list')
    return part.elements
      .map((item) => item.elements.map((span) => readableSpan(span, name)).join(''))
      .join('\n')
  return part.elements.map((span) => readableSpan(span, name)).join('')
}

function readableSpan(span: RichTextSpan, name: Naming): string {
  switch (span.type) {
    case 'text':
      return span.text
    case 'link':
      return span.text ?? span.url
    case 'user':
      return `@${name('user', span.user_id)}`
    case 'channel':
      return `#${name('channel', span.channel_id)}`
    case 'usergroup':
      return `@${span.usergroup_id}`
    case 'emoji':
      return `:${span.name}:`
  }
}
