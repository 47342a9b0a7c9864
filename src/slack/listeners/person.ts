import type { Person } from '../../request/person.ts'
import type { People } from '../../usecases/ports.ts'

/** Whoever clicked or sent a form. In a shared channel the person's own workspace may be another than ours. */
export function personOf(body: {
  user: { id: string; team_id?: string }
  team: { id: string } | null
}): Person {
  return { team: body.user.team_id ?? body.team?.id ?? '', user: body.user.id }
}

/** Why a person may not use Leasehold, in words for them; undefined for members of the workspace. */
export async function refusePerson(people: People, person: Person): Promise<string | undefined> {
  switch (await people.standing(person)) {
    case 'member':
      return undefined
    case 'stranger':
      return 'Only full members of this workspace can use Leasehold. Please ask a colleague who is one.'
    case 'unknown':
      return 'Slack did not tell me who you are, so nothing was done. Please try again in a moment.'
  }
}
