import { describe, expect, test } from 'vitest'
import type { Change } from '../../../src/inventory/change.ts'
import { titleOf } from '../../../src/request/change-title.ts'
import { hostText } from '../../../src/request/host-text.ts'
import { describeApplied, describeChanges, fieldsOf, nextStep } from '../../../src/slack/views/change-text.ts'
import { UNCHANGED } from '../../support/unchanged.ts'

const add: Change = {
  kind: 'add',
  name: 'camera',
  mac: '00:00:5e:00:53:07',
  address: '10.20.0.17',
  comment: undefined,
}
const rename: Change = { kind: 'edit', target: 'camera', change: { ...UNCHANGED, name: 'camera-2' } }
const move: Change = {
  kind: 'edit',
  target: 'camera',
  change: { ...UNCHANGED, name: 'camera-2', mac: '00:00:5e:00:53:08', addresses: ['10.20.0.9'], comment: '' },
}
const remove: Change = { kind: 'remove', target: 'camera' }

describe('a request is called by what it does', () => {
  test.each<[string, Change[], string, string, string]>([
    [
      'Register camera',
      [add],
      '*camera*, 10.20.0.17',
      '*camera*, 10.20.0.17 is registered',
      'Plug the device in',
    ],
    [
      'Rename camera to camera-2',
      [rename],
      'change of *camera*',
      'the change of *camera* is done',
      'Devices notice',
    ],
    ['Change camera', [move], 'change of *camera*', 'the change of *camera* is done', 'Devices notice'],
    [
      'Remove camera',
      [remove],
      'removal of *camera*',
      'the removal of *camera* is done',
      'A device that still',
    ],
    [
      'Register 2 hosts',
      [add, add],
      'registration of 2 hosts',
      'the registration of 2 hosts is done',
      'Plug the',
    ],
    [
      'Change 2 hosts',
      [add, remove],
      'changes of 2 hosts',
      'the changes of 2 hosts are done',
      'Devices notice',
    ],
  ])('%s', (title, changes, described, applied, next) => {
    expect(titleOf(changes)).toBe(title)
    expect(describeChanges(changes)).toBe(described)
    expect(describeApplied(changes)).toBe(applied)
    expect(nextStep(changes)).toMatch(new RegExp(`^${next}`))
  })
})

test('of a change every new value is listed', () => {
  expect(fieldsOf(move)).toEqual([
    ['Host', 'camera'],
    ['New name', 'camera-2'],
    ['New MAC address', '00:00:5e:00:53:08'],
    ['New IP address', '10.20.0.9'],
    ['New comment', 'none'],
  ])
})

describe('the text of a host shows', () => {
  test.each([
    ['a new one as it will be written', undefined, 'host a {\n}', 'host a {\n}'],
    [
      'all lines of a changed one',
      'host a {\n  x;\n}',
      'host a {\n  y;\n}',
      '  host a {\n-   x;\n+   y;\n  }',
    ],
    ['what goes of one that is taken out', 'host a {\n}', undefined, '- host a {\n- }'],
  ])('%s', (_, before, after, expected) => {
    expect(hostText({ before, after })).toBe(expected)
  })
})
