import { createHmac } from 'node:crypto'
import { keyFor, sameText } from '../../../lib/sign.ts'
import type { Services } from '../../../services.ts'
import type { PaymentProvider, PaymentState } from '../provider.ts'
import { actInSandbox, closeInSandbox, readSandbox } from './sandbox-books.ts'

/** How old a webhook may be, in seconds: as Stripe has it. */
const tolerance = 300

type SandboxParts = Pick<Services, 'db' | 'secret' | 'publicUrl' | 'now'>

/**
 * A provider that moves no money and needs no keys. It keeps books of its own (`sandbox_payment`), shows a page of its own to pay,
 * decline or cancel, or to let happen what goes differently at times, and sends real signed webhooks, so that the whole way of a payment runs on one machine. Never in production.
 */
export function sandboxProvider({ db, secret, publicUrl, now }: SandboxParts): PaymentProvider {
  return {
    id: 'sandbox',
    takes: () => true,

    async begin({ attemptId, total, label, returnUrl, cancelUrl, expiresAt }) {
      const ref = refOf(secret, attemptId)
      const row = { ref, ...total, label, return_url: returnUrl, cancel_url: cancelUrl, late_at: expiresAt }
      await db
        .insertInto('sandbox_payment')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      return { ref, next: { kind: 'redirect', url: `${publicUrl()}/sandbox/${ref}` } }
    },

    async charge(ref) {
      await actInSandbox(db, ref, 'pay')
    },

    confirm: ({ ref }) => stateOf(ref),
    fetch: stateOf,

    async close(ref) {
      await closeInSandbox(db, ref)
      return stateOf(ref)
    },

    async refund({ ref }) {
      await db
        .updateTable('sandbox_payment')
        .set({ state: 'refunded' })
        .where('ref', '=', ref)
        .where('state', 'in', ['paid', 'late'])
        .execute()
      const { state } = await readSandbox(db, ref)
      return { status: state === 'refunded' ? 'done' : 'failed' }
    },

    async parseWebhook({ headers, raw }) {
      const header = headers[signatureHeader]
      const [, time = '', mac = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(String(header)) ?? []
      const isFresh = Math.abs(now().getTime() / 1000 - Number(time)) <= tolerance
      if (!isFresh || !sameText(mac, macOf(secret, time, raw))) return null
      const { id, ref } = JSON.parse(Buffer.from(raw).toString()) as { id: string; ref: string }
      return [{ eventId: id, ref }]
    },
  }

  async function stateOf(ref: string): Promise<PaymentState> {
    const { state, amount, currency, lateAt } = await readSandbox(db, ref)
    const isOnItsWay = state === 'late' && lateAt !== null && lateAt >= now()
    if (state === 'open' || state === 'challenged' || isOnItsWay) return { status: 'pending' }
    if (state === 'declined') return { status: 'failed', failure: 'declined' }
    if (state === 'challenge_failed') return { status: 'failed', failure: 'authentication_failed' }
    if (state === 'cancelled') return { status: 'cancelled' }
    return { status: 'succeeded', paid: { amount, currency } }
  }
}

const signatureHeader = 'sandbox-signature'

/** The webhook of what happened to a payment: the same id each time it is sent. */
export async function sandboxWebhook({ db, secret, now }: SandboxParts, ref: string) {
  const { state } = await readSandbox(db, ref)
  const body = JSON.stringify({ id: `evt-${ref}-${state}`, type: `payment.${state}`, ref })
  const time = String(Math.floor(now().getTime() / 1000))
  const signature = `t=${time},v1=${macOf(secret, time, Buffer.from(body))}`
  return { body, headers: { 'content-type': 'application/json', [signatureHeader]: signature } }
}

const macOf = (secret: string, time: string, raw: Uint8Array) =>
  createHmac('sha256', keyFor(secret, 'sandbox webhook')).update(`${time}.`).update(raw).digest('hex')

/** Not to be guessed, and the same for the same try. */
const refOf = (secret: string, attemptId: string) =>
  createHmac('sha256', keyFor(secret, 'sandbox payment'))
    .update(attemptId)
    .digest()
    .subarray(0, 16)
    .toString('base64url')
