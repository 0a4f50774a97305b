import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { RawInput } from '../../http/call.ts'
import type { Access, Place } from '../../http/contract.ts'
import type { Caller, CallRequest } from '../../http/request.ts'
import { hashSecret } from '../../lib/secrets.ts'
import { sameText } from '../../lib/sign.ts'
import { mayAt, standingsAt, standingsIn } from './cohosts.ts'
import { isPermission, mayDo } from './permissions.ts'
import type { PlatformSettingsReader } from './platform-settings.ts'

/** What deciding on access needs beside the call. */
export interface House {
  platform: Pick<PlatformSettingsReader, 'read'>
  /** The secret that opens an order, which follows from its id. */
  orderSecret(orderId: string): string
}

/**
 * Refuses unless `access` lets the caller in: `sign_in_required` (401) without a person, `not_found` (404) to strangers,
 * so that nobody learns what exists, and `not_allowed` (403) to members whose role is too small. To API keys: `not_by_key` (403) where a person is
 * asked for, and `scope_missing` (403) in place of `not_allowed`; of orders and tickets they own none.
 */
export async function authorize(
  db: Db,
  access: Access,
  caller: Caller | null,
  input: RawInput,
  request: CallRequest,
  house: House,
): Promise<void> {
  if (access === 'public') return
  if (typeof access === 'object' && 'anyOf' in access) return anyOf(db, access.anyOf, caller, input, request, house)
  const owner = caller?.key ? null : caller
  if (typeof access === 'object' && 'order' in access)
    return orderAccess(db, at(access.order, input), owner, request, house)
  if (typeof access === 'object' && 'ticket' in access)
    return ticketAccess(db, at(access.ticket, input), owner, request, house)
  if (typeof access === 'object' && 'transfer' in access)
    return transferAccess(db, at(access.transfer, input), owner, request)
  if (typeof access === 'object' && 'guest' in access) return guestAccess(db, at(access.guest, input), owner, request)
  if (!caller) refuse('sign_in_required')
  if (typeof access === 'object' && 'permission' in access) return memberAccess(db, access, caller, input)
  if (caller.key) refuse('not_by_key')
  if (access === 'signed-in') return
  if (access === 'verified') {
    if (!caller.emailVerified && (await house.platform.read()).verifiedEmailRequired) refuse('email_not_verified')
    return
  }
  if (access === 'administrator') {
    if (!caller.administrator) refuse('not_allowed')
    return
  }
  if (access === 'organizer') return organizerAccess(db, caller)
  if (at(access.self, input) !== caller.userId && !caller.administrator) refuse('not_allowed')
}

/** The first rule that lets the caller in; else the refusal of the last. */
async function anyOf(
  db: Db,
  rules: readonly Access[],
  ...rest: Parameters<typeof authorize> extends [Db, Access, ...infer R] ? R : never
) {
  const last = rules.length - 1
  for (const [index, rule] of rules.entries()) {
    try {
      return await authorize(db, rule, ...rest)
    } catch (error) {
      if (index === last) throw error
    }
  }
}

/**
 * An order is its buyer's, by account or confirmed email, or anybody's who has shown its secret. Whoever buys in a rush shows it, and the database
 * is not asked; nobody has it for an order that never was.
 */
async function orderAccess(
  db: Db,
  orderId: string,
  caller: Caller | null,
  request: CallRequest,
  house: House,
): Promise<void> {
  if (request.secrets.length > 0) {
    const opens = house.orderSecret(orderId)
    if (request.secrets.some((secret) => sameText(secret, opens))) return
  }
  const order = await db
    .selectFrom('order')
    .select(['user_id', 'email', 'secret_hash'])
    .where('id', '=', orderId)
    .executeTakeFirst()
  if (order && caller && order.user_id === caller.userId) return
  if (order && caller?.emailVerified && order.email === caller.email) return
  if (order && request.secrets.some((secret) => hashSecret(secret) === order.secret_hash)) return
  refuse('not_found')
}

async function ticketAccess(
  db: Db,
  ticketId: string,
  caller: Caller | null,
  request: CallRequest,
  house: House,
): Promise<void> {
  const ticket = await db
    .selectFrom('ticket')
    .leftJoin('ticket_transfer', 'ticket_transfer.new_ticket_id', 'ticket.id')
    .select(['order_id', 'ticket_transfer.id as transfer_id'])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) refuse('not_found')
  // What was passed on is its receiver's alone: whoever had it before has given it away.
  if (ticket.transfer_id === null) await orderAccess(db, ticket.order_id, caller, request, house)
  else await transferAccess(db, ticket.transfer_id, caller, request)
}

/** A transfer is its receiver's, by the account that accepted it or the confirmed email it was sent to, or who has shown its secret. */
async function transferAccess(db: Db, transferId: string, caller: Caller | null, request: CallRequest): Promise<void> {
  const transfer = await db
    .selectFrom('ticket_transfer')
    .select(['accepted_by', 'to_email', 'secret_hash'])
    .where('id', '=', transferId)
    .executeTakeFirst()
  if (transfer && caller && transfer.accepted_by === caller.userId) return
  if (transfer && caller?.emailVerified && transfer.to_email === caller.email) return
  if (transfer && request.secrets.some((secret) => hashSecret(secret) === transfer.secret_hash)) return
  refuse('not_found')
}

/** An invitation to an event is its guest's, by the account that has it or the confirmed email it was sent to, or the browser that has its secret. */
async function guestAccess(db: Db, guestId: string, caller: Caller | null, request: CallRequest): Promise<void> {
  const guest = await db
    .selectFrom('event_guest')
    .select(['user_id', 'email', 'secret_hash'])
    .where('id', '=', guestId)
    .where('state', '!=', 'revoked')
    .executeTakeFirst()
  if (guest && caller && guest.user_id === caller.userId) return
  if (guest && caller?.emailVerified && guest.email === caller.email) return
  if (guest && request.secrets.some((secret) => hashSecret(secret) === guest.secret_hash)) return
  refuse('not_found')
}

/** By event a member of a co-hosting organization is let in as well; what belongs to the organization or to an order is the host's alone. */
async function memberAccess(db: Db, access: Extract<Access, { permission: string }>, caller: Caller, input: RawInput) {
  const { permission, of } = access
  if (!isPermission(permission)) throw new Error(`unknown permission ${permission}`)
  const standings = of.event
    ? await standingsAt(db, at(of.event, input), caller)
    : await standingsIn(db, (await organizationOf(db, of, input)) ?? refuse('not_found'), caller)
  if (standings.length === 0) refuse('not_found')
  if (mayAt(standings, permission)) return
  if (caller.key) refuse('scope_missing', { scope: permission })
  refuse('not_allowed')
}

async function organizerAccess(db: Db, { userId }: Caller): Promise<void> {
  const memberships = await db.selectFrom('membership').select('role').where('user_id', '=', userId).execute()
  if (!memberships.some(({ role }) => mayDo(role, 'event.create'))) refuse('not_allowed')
}

async function organizationOf(
  db: Db,
  of: { organization?: Place; order?: Place },
  input: RawInput,
): Promise<string | undefined> {
  if (of.organization) return at(of.organization, input)
  const id = at(of.order ?? '', input)
  const row = await db.selectFrom('order').select('organization_id').where('id', '=', id).executeTakeFirst()
  return row?.organization_id
}

/** The id at a place of the input; a place without one is not found. */
function at(place: Place, input: RawInput): string {
  const value = place.startsWith('body.')
    ? (input.body as Record<string, unknown> | undefined)?.[place.slice(5)]
    : input.params[place]
  if (typeof value !== 'string') refuse('not_found')
  return value
}
