import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Block } from '../../../demo/workspace/blocks/block.ts'
import { entered, heldBy, initialForm, keptForm, unfilled, withValue } from '../../../demo/workspace/form.ts'

function field(blockId: string, more: Record<string, unknown> = {}, optional = false): Block {
  return {
    type: 'input',
    block_id: blockId,
    optional,
    label: { type: 'plain_text', text: blockId },
    element: { type: 'plain_text_input', action_id: 'value', ...more },
  }
}

function menu(values: readonly string[], initial?: string): Block {
  const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value })
  return {
    type: 'input',
    block_id: 'menu',
    label: { type: 'plain_text', text: 'Menu' },
    element: {
      type: 'static_select',
      action_id: 'value',
      options: values.map(option),
      ...(initial === undefined ? {} : { initial_option: option(initial) }),
    },
  }
}

test('a form begins with what the app preset, and null elsewhere', () => {
  const form = initialForm([field('name', { initial_value: 'x' }), field('mac'), menu(['a', 'b'], 'b')])

  expect(form).toMatchObject({
    name: { value: { type: 'plain_text_input', value: 'x' } },
    mac: { value: { type: 'plain_text_input', value: null } },
    menu: { value: { type: 'static_select', selected_option: { value: 'b' } } },
  })
})

test('an update with the same ids keeps every text, whatever it was', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (typed, preset) => {
      const before = withValue(initialForm([field('name')]), 'name', 'value', {
        type: 'plain_text_input',
        value: typed,
      })

      const after = keptForm(before, [field('name', { initial_value: preset })])

      expect(after).toEqual(before)
    }),
  )
})

test('a choice that is no longer offered gives way to the preset', () => {
  const chosen = initialForm([menu(['a', 'b'], 'a')])

  const after = keptForm(chosen, [menu(['b', 'c'], 'c')])

  expect(after.menu?.value && heldBy(after.menu.value)).toBe('c')
})

test('only what is offered can be chosen', () => {
  const block = menu(['a', 'b'])
  const element = block.type === 'input' ? block.element : undefined
  if (element === undefined) throw new Error('a menu is an input')

  expect(entered(element, 'a', [])).toMatchObject({ selected_option: { value: 'a' } })
  expect(entered(element, 'z', [])).toBeUndefined()
  expect(entered(element, null, [])).toMatchObject({ selected_option: null })
})

test('required fields and lengths are asked for before anything is sent', () => {
  const blocks = [
    field('name'),
    field('comment', {}, true),
    field('code', { min_length: 3, initial_value: 'ab' }),
  ]

  const errors = unfilled(blocks, initialForm(blocks))

  expect(errors).toEqual({
    name: 'Please complete this required field.',
    code: 'Please enter at least 3 characters.',
  })
})
