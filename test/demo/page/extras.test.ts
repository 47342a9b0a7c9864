import { expect, test } from 'vitest'
import { changedLines } from '../../../demo/page/extras.ts'

test('the newest lines are those between what stayed', () => {
  expect(changedLines('a\nb\nc', 'a\nx\ny\nb\nc')).toEqual({ from: 1, to: 3 })
  expect(changedLines('a\nb', 'a\nb\nc')).toEqual({ from: 2, to: 3 })
  expect(changedLines('a\nb\nc', 'a\nX\nc')).toEqual({ from: 1, to: 2 })
})

test('lines like those before them are counted once', () => {
  expect(changedLines('a\na', 'a\na\na')).toEqual({ from: 2, to: 3 })
})

test('what was only taken away leaves nothing to mark', () => {
  expect(changedLines('a\nb\nc', 'a\nc')).toEqual({ from: 1, to: 1 })
})
