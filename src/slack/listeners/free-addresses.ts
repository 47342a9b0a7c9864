import type { WebClient } from '@slack/web-api'
import { addressNumber, addressOf } from '../../inventory/address.ts'
import { mapAddresses } from '../../inventory/address-map.ts'
import { subnetOf } from '../../inventory/index.ts'
import type { Inventory, Subnet } from '../../inventory/model.ts'
import { hostsIn, networkMeant } from '../../inventory/network-meant.ts'
import { sizeOf } from '../../inventory/networks.ts'
import { firstFree, isFreeIn } from '../../inventory/next-free.ts'
import { useOfSubnets } from '../../inventory/use.ts'
import type { Person } from '../../request/person.ts'
import type { ServerDesk } from '../../usecases/submit-request.ts'
import type { SlackDeps } from '../deps.ts'
import { sendDirectly } from '../direct-file.ts'
import { describeSubnet } from '../picture/describe.ts'
import { drawSubnet } from '../picture/subnet-map.ts'
import { freeMessage, subnetListMessage, type UsedSubnet } from '../views/free.ts'
import { noSuchNetwork } from '../views/host-list.ts'
import type { Message } from '../views/message.ts'
import { factsFor } from './facts.ts'

/** So many of the next free addresses are named. */
const MOST_NEXT = 5
/** Addresses of the largest subnet that is drawn: those of a /16. */
const LARGEST_PICTURE = 65_536

interface Asking {
  readonly desk: ServerDesk
  readonly person: Person
  readonly client: Pick<WebClient, 'conversations' | 'files'>
}

/**
 * `/dhcp free [SUBNET]`: the next free addresses of a network with its use, and the picture of a subnet in the person's
 * direct messages; without a network, the use of every subnet. What is kept for a request or a form is not free.
 */
export async function answerFree(
  network: string,
  { desk, person, client }: Asking,
  deps: Pick<SlackDeps, 'kept' | 'log'>,
): Promise<Message> {
  const facts = await factsFor(desk, deps, (inventory) =>
    hostsIn(inventory, subnetsMeant(inventory, network)),
  )
  if ('none' in facts) return facts.none
  const { inventory, caution } = facts
  const kept = await deps.kept(desk.name)
  if (network === '')
    return subnetListMessage(desk.name, usedSubnets(inventory, inventory.subnets, kept), caution)
  const subnets = subnetsMeant(inventory, network)
  const [subnet, ...others] = subnets
  if (!subnet) return noSuchNetwork(network, desk.name)
  const free = usedSubnets(inventory, subnets, kept).map((used) => ({
    ...used,
    next: firstFree(inventory, used.subnet, MOST_NEXT, { kept }),
  }))
  const picture =
    others.length > 0
      ? 'For a picture, name one of its subnets.'
      : await sendPicture(inventory, subnet, kept, { desk, person, client }, deps)
  return freeMessage(desk.name, network, free, picture, caution)
}

function subnetsMeant(inventory: Inventory, network: string): readonly Subnet[] {
  return network === '' ? [] : networkMeant(inventory, network).filter((subnet) => 'network' in subnet)
}

function usedSubnets(
  inventory: Inventory,
  subnets: readonly Subnet[],
  kept: ReadonlySet<string>,
): readonly UsedSubnet[] {
  const uses = useOfSubnets(inventory)
  const promised = Map.groupBy(
    [...kept].filter((address) => {
      const subnet = subnetOf(inventory, address)
      return subnet !== undefined && isFreeIn(inventory, subnet, address)
    }),
    (address) => subnetOf(inventory, address),
  )
  return subnets.flatMap((subnet) => {
    const use = uses.get(subnet)
    const keptHere = promised.get(subnet)?.length ?? 0
    return use ? [{ subnet, use: { ...use, free: use.free - keptHere }, kept: keptHere }] : []
  })
}

/** @returns where the picture is, or why there is none */
async function sendPicture(
  inventory: Inventory,
  subnet: Subnet,
  kept: ReadonlySet<string>,
  { desk, person, client }: Asking,
  { log }: Pick<SlackDeps, 'log'>,
): Promise<string> {
  if (sizeOf(subnet) > LARGEST_PICTURE)
    return 'It is too large for a picture: those of a /16 are the largest.'
  const first = addressNumber(subnet.network) ?? 0
  const drawn = {
    cidr: subnet.cidr,
    addressAt: (place: number) => addressOf(first + place),
    map: mapAddresses(inventory, subnet, kept),
  }
  const file = {
    name: `${subnet.cidr.replace('/', '-')}.png`,
    title: `${subnet.cidr} on ${desk.name}`,
    comment: '',
    altText: describeSubnet(drawn),
    bytes: drawSubnet(drawn),
  }
  return sendDirectly(client, person, 'The picture', file, log)
}
