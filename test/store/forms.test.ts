import { expect, test } from 'vitest'
import type { SubmittedForm } from '../../src/usecases/ports.ts'
import { person } from '../request/samples.ts'
import { onBothDatabases, temporaryStore } from './temporary-store.ts'

const submission: SubmittedForm = {
  asked: { kind: 'undo', requestId: 12 },
  reason: 'new',
  warnings: [],
}

onBothDatabases(({ place }) => {
  test('a form keeps what was last submitted', async () => {
    const { forms } = await temporaryStore(await place())
    const form = await forms.open(person('ann'), 'campus')
    const corrected = { ...submission, reason: 'a new printer', warnings: ['mac-local'] }

    await forms.keep(form.id, submission)
    await forms.keep(form.id, corrected)

    expect(form).toMatchObject({ person: person('ann'), server: 'campus', submitted: undefined })
    expect(await forms.find(form.id)).toEqual({ ...form, submitted: corrected })
  })

  test('a form that was closed is forgotten, and only that one', async () => {
    const { forms } = await temporaryStore(await place())
    const kept = await forms.open(person('ann'), 'campus')
    const closed = await forms.open(person('ann'), 'campus')

    await forms.close(closed.id)

    expect(await forms.find(closed.id)).toBeUndefined()
    expect(await forms.find(kept.id)).toEqual(kept)
  })

  test('a form that nobody closed is forgotten after a day', async () => {
    let time = new Date('2026-03-01T12:00:00Z')
    const { forms } = await temporaryStore(await place(), () => time)
    const old = await forms.open(person('ann'), 'campus')
    time = new Date('2026-03-01T12:00:01Z')
    const recent = await forms.open(person('ann'), 'campus')
    time = new Date('2026-03-02T12:00:01Z')

    await forms.open(person('bob'), 'campus')

    expect(await forms.find(old.id)).toBeUndefined()
    expect(await forms.find(recent.id)).toEqual(recent)
  })
})
