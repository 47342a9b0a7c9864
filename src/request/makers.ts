import { type Person, samePerson } from './person.ts'
import type { Request } from './request.ts'
import { distinct } from './who.ts'

/** Those who made a request what it is, whoever asked first: none of them approves it (SAFETY A3). */
export function makersOf({ requester, editors }: Pick<Request, 'requester' | 'editors'>): readonly Person[] {
  return distinct([requester, ...editors])
}

/** Whether somebody else than the requester has edited it: then a person must decide, whatever the policy lets through. */
export function isEditedByAnother({ requester, editors }: Pick<Request, 'requester' | 'editors'>): boolean {
  return editors.some((editor) => !samePerson(editor, requester))
}
