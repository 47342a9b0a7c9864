import { peopleOf } from './ask-people.ts'
import { buildServer } from './build-server.ts'
import type { RequestDesk } from './cli/request/desk.ts'
import { policyOf } from './config/policy-of.ts'
import type { RequestFiles } from './config/settings.ts'
import { openStore } from './store/store.ts'
import type { AppliedServer } from './usecases/apply-requests.ts'
import { approveInEmergencyById } from './usecases/approve-in-emergency.ts'
import { cancelById } from './usecases/cancel-request.ts'
import { editRequest } from './usecases/edit-request.ts'
import { ExplainedError } from './usecases/explained-error.ts'
import type { People } from './usecases/ports.ts'
import { submitRequest } from './usecases/submit-request.ts'
import { undoRequest } from './usecases/undo-request.ts'

/** Messages go out by the bot, which looks for them every few seconds, and its workers look for what is approved. */
const leftToTheBot = () => {}

/** Opens the bot's record beside the bot, with a way of its own to the servers. Slack is asked only where the policy needs it. */
export async function openRequestDesk({ person, slack, ...files }: RequestFiles): Promise<RequestDesk> {
  const now = () => performance.now()
  const store = await openStore(files.store)
  const clock = () => new Date().toISOString()
  const people: People = {
    ...peopleOf(slack, now),
    delegations: () => store.delegations.inForce(clock()),
  }
  const servers = files.servers.map((config) => buildServer(config, files.names, store.pairs, now))
  const names = servers.map(({ name }) => name)
  const deps = {
    ...store,
    people,
    policy: policyOf(files.policy, person?.team ?? ''),
    servers: names,
    clock,
    deliver: leftToTheBot,
    ring: leftToTheBot,
  }
  function serverNamed(name: string): AppliedServer {
    const server = servers.find((candidate) => candidate.name === name)
    if (server) return server
    throw new ExplainedError(
      `The configuration has no server ${name} any more.`,
      'Nothing can be asked of it: put it back first.',
    )
  }

  return {
    servers: names,
    person,
    submit: async (submission, name) => submitRequest(submission, serverNamed(name), deps),
    find: (id) => store.requests.find(id),
    undo: async (request, submission) => undoRequest(request, submission, serverNamed(request.server), deps),
    edit: async (edit, name) => editRequest(edit, serverNamed(name), deps),
    cancel: (id, by) => cancelById(id, by, deps),
    approveInEmergency: (emergency) => approveInEmergencyById(emergency, deps),
    async close() {
      for (const { remote } of servers) await remote.close()
      await store.close()
    },
  }
}
