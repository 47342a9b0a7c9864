import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemMessage } from '../../../../demo/workspace/blocks/problems.ts'
import {
  type Checked,
  checkHome,
  checkMessageBlocks,
  checkModal,
} from '../../../../demo/workspace/blocks/validate.ts'

/** What Slack would say, or nothing. */
function complaints(checked: Checked<unknown>): readonly string[] {
  return checked.kind === 'valid' ? [] : checked.problems.map(problemMessage)
}

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const option = (value: string, text = value) => ({ text: plain(text), value })
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`v${index}`))
const times = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item)
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('x'), ...more })
const actions = (...elements: readonly object[]) => ({ type: 'actions', elements })
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more })
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
})
const textInput = (more: object = {}) => ({ type: 'plain_text_input', ...more })
const select = (more: object = {}) => ({ type: 'static_select', options: options(2), ...more })
const confirm = {
  title: plain('Sure?'),
  text: mrkdwn('Really?'),
  confirm: plain('Yes'),
  deny: plain('No'),
}
const rich = (...elements: readonly object[]) => ({ type: 'rich_text', elements })
const image = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'A picture' }

test.each<[string, object]>([
  ['a section with fields and a button', section({ fields: times(10, mrkdwn('f')), accessory: button() })],
  ['a text of the longest kind', section({ text: plain('x'.repeat(3000)) })],
  ['a header', { type: 'header', text: plain('x'.repeat(150)) }],
  ['a context of texts and an image', { type: 'context', elements: [...times(9, mrkdwn('c')), image] }],
  ['an image', { ...image, title: plain('Title') }],
  ['buttons that ask first', actions(button({ style: 'danger', value: 'v', confirm }), button())],
  [
    'menus',
    actions(select({ initial_option: option('v1') }), { type: 'external_select' }, { type: 'users_select' }),
  ],
  [
    'grouped options',
    section({
      accessory: select({ options: undefined, option_groups: [{ label: plain('G'), options: options(3) }] }),
    }),
  ],
  ['boxes', actions({ type: 'checkboxes', options: options(10), initial_options: [option('v9')] })],
  [
    'preformatted text',
    rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'host {}' }] }),
  ],
  [
    'a list',
    rich({
      type: 'rich_text_list',
      style: 'bullet',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }],
    }),
  ],
])('%s is taken', (_name, block) => {
  expect(complaints(checkMessageBlocks([block]))).toEqual([])
})

test.each<[string, readonly object[], string]>([
  [
    'a message of 51 blocks',
    times(51, { type: 'divider' }),
    'no more than 50 items allowed [json-pointer:/blocks]',
  ],
  ['an unknown block', [{ type: 'sektion' }], 'unsupported type: sektion [json-pointer:/blocks/0/type]'],
  ['a block without a type', [{ text: plain('x') }], 'missing required field: type [json-pointer:/blocks/0]'],
  ['an unknown property', [section({ txt: 1 })], 'invalid additional property: txt [json-pointer:/blocks/0]'],
  [
    'a section of nothing',
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  [
    'an empty text',
    [section({ text: mrkdwn('') })],
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a long text',
    [section({ text: mrkdwn('x'.repeat(3001)) })],
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'a long field',
    [section({ fields: [plain('x'.repeat(2001))] })],
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'eleven fields',
    [section({ fields: times(11, plain('x')) })],
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('x') }], '[json-pointer:/blocks/0/text/type]'],
  ['a long header', [{ type: 'header', text: plain('x'.repeat(151)) }], 'must be less than 151 characters'],
  [
    'eleven things in a context',
    [{ type: 'context', elements: times(11, mrkdwn('x')) }],
    'no more than 10 items',
  ],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    '26 buttons',
    [actions(...times(26, button()))],
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  ['no buttons', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    'a text field among buttons',
    [actions(textInput())],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a button as an input',
    [input(button())],
    'unsupported type: button [json-pointer:/blocks/0/element/type]',
  ],
  [
    'a long button',
    [actions(button({ text: plain('x'.repeat(76)) }))],
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'a button in mrkdwn',
    [actions(button({ text: mrkdwn('x') }))],
    '[json-pointer:/blocks/0/elements/0/text/type]',
  ],
  ['a long value', [actions(button({ value: 'x'.repeat(2001) }))], 'must be less than 2001 characters'],
  ['a strange style', [actions(button({ style: 'default' }))], '[json-pointer:/blocks/0/elements/0/style]'],
  [
    'a dialog without a title',
    [actions(button({ confirm: { ...confirm, title: undefined } }))],
    'missing required field: title [json-pointer:/blocks/0/elements/0/confirm]',
  ],
  [
    'a wordy dialog',
    [actions(button({ confirm: { ...confirm, confirm: plain('x'.repeat(31)) } }))],
    'must be less than 31 characters',
  ],
  [
    '101 options',
    [actions(select({ options: options(101) }))],
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  ['no options', [actions(select({ options: [] }))], 'no fewer than 1 items allowed'],
  [
    'options twice over',
    [actions(select({ option_groups: [{ label: plain('G'), options: options(1) }] }))],
    'must define either `options` or `option_groups`',
  ],
  [
    'a preset that is not offered',
    [actions(select({ initial_option: option('v7') }))],
    '`initial_option` must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
  ],
  [
    'a preset that says something else',
    [actions(select({ initial_option: option('v1', 'other') }))],
    '`initial_option` must match one of the options',
  ],
  [
    'a long option',
    [actions(select({ options: [option('v', 'x'.repeat(76))] }))],
    'must be less than 76 characters',
  ],
  [
    'a long option value',
    [actions(select({ options: [option('v'.repeat(76), 'x')] }))],
    'must be less than 76 characters',
  ],
  ['six in an overflow', [actions({ type: 'overflow', options: options(6) })], 'no more than 5 items'],
  ['eleven boxes', [actions({ type: 'checkboxes', options: options(11) })], 'no more than 10 items'],
  [
    'a box ticked that is not there',
    [actions({ type: 'checkboxes', options: options(2), initial_options: [option('v2')] })],
    '`initial_options` must match one of the options',
  ],
  ['a date that is none', [actions({ type: 'datepicker', initial_date: '2026-02-30' })], 'must be a date'],
  [
    'a long placeholder',
    [input(textInput({ placeholder: plain('x'.repeat(151)) }))],
    'must be less than 151 characters',
  ],
  [
    'lengths upside down',
    [input(textInput({ min_length: 5, max_length: 4 }))],
    'less than or equal to `max_length`',
  ],
  [
    'focus in a message',
    [input(textInput({ focus_on_load: true }))],
    '`focus_on_load` is not supported in messages',
  ],
  [
    'an image without words',
    [{ ...image, alt_text: undefined }],
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ],
  ['an image from a file', [{ ...image, image_url: 'file:///etc/passwd' }], 'must be a valid URL'],
  [
    'an empty span',
    [rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    'must be more than 0 characters',
  ],
  [
    'a mention in preformatted text',
    [rich({ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] })],
    'unsupported type: user',
  ],
  [
    'a long block_id',
    [section({ block_id: 'x'.repeat(256) })],
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'a block_id used twice',
    times(2, section({ block_id: 'same' })),
    '`block_id` "same" already exists for another block [json-pointer:/blocks/1/block_id]',
  ],
  [
    'an action_id used twice',
    [actions(...times(2, button({ action_id: 'same' })))],
    '`action_id` "same" already exists for another element [json-pointer:/blocks/0/elements/1/action_id]',
  ],
])('%s is refused', (_name, blocks, expected) => {
  expect(complaints(checkMessageBlocks(blocks)).join('\n')).toContain(expected)
})

const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('Title'),
  submit: plain('Send'),
  blocks: [input(textInput())],
  ...more,
})

test.each<[string, object, string]>([
  [
    'a long title',
    { title: plain('x'.repeat(25)) },
    'must be less than 25 characters [json-pointer:/view/title/text]',
  ],
  ['a title in mrkdwn', { title: mrkdwn('x') }, '[json-pointer:/view/title/type]'],
  ['a long submit', { submit: plain('x'.repeat(25)) }, '[json-pointer:/view/submit/text]'],
  ['an input without a submit', { submit: undefined }, '`submit` is required'],
  [
    'much private_metadata',
    { private_metadata: 'x'.repeat(3001) },
    'must be less than 3001 characters [json-pointer:/view/private_metadata]',
  ],
  ['a long callback_id', { callback_id: 'x'.repeat(256) }, '[json-pointer:/view/callback_id]'],
  [
    '101 blocks',
    { blocks: times(101, { type: 'divider' }) },
    'no more than 100 items allowed [json-pointer:/view/blocks]',
  ],
  ['a home where a modal is due', { type: 'home' }, 'unsupported type: home [json-pointer:/view/type]'],
  [
    'two focused fields',
    { blocks: times(2, input(textInput({ focus_on_load: true }))) },
    '`focus_on_load` can only be set for one element',
  ],
  ['a text of a message', { text: 'x' }, 'invalid additional property: text [json-pointer:/view]'],
])('a modal with %s is refused', (_name, more, expected) => {
  expect(complaints(checkModal(modal(more))).join('\n')).toContain(expected)
})

test('all that is missing is told at once', () => {
  expect(complaints(checkModal({ type: 'modal' }))).toEqual([
    'missing required field: title [json-pointer:/view]',
    'missing required field: blocks [json-pointer:/view]',
  ])
})

test('a home has no title and no buttons of a modal', () => {
  expect(complaints(checkHome({ type: 'home', blocks: [section()] }))).toEqual([])
  expect(complaints(checkHome(modal({ type: 'home' }))).join()).toContain('invalid additional property')
})

test('characters are counted as people count them, not as UTF-16 does', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('x', 'ä', '🖨', '漢'),
      (count, character) => {
        const header = { type: 'header', text: plain(character.repeat(count)) }

        expect(complaints(checkMessageBlocks([header])).length === 0).toBe(count <= 150)
      },
    ),
  )
})
