import { createHmac } from 'node:crypto'
import { refuse } from '../../../errors.ts'
import { keyFor, sameText } from '../../../lib/sign.ts'
import type { Services } from '../../../services.ts'
import type { PaymentProvider, PaymentState } from '../payments/provider.ts'
import { actInSandbox, closeInSandbox, isRefundedInSandbox, readSandbox, refundInSandbox } from './sandbox-books.ts'
import { readCard, sandboxWallet } from './sandbox-cards.ts'

/** How old a webhook may be, in seconds: as Stripe has it. */
const tolerance = 300
/** What it makes believe to keep of a payment, in percent. */
const keeps = 2

type SandboxParts = Pick<Services, 'db' | 'secret' | 'publicUrl' | 'now'>

/**
 * A provider that moves no money and needs no keys. It keeps books of its own (`sandbox_payment`), shows a page of its own to pay,
 * decline or cancel, or to let happen what goes differently at times, keeps cards for whoever wants that, and sends real signed webhooks, so that the whole way of a payment runs on one machine. Unless it `takesAll`, as in development,
 * it takes test orders alone: no other begins here, and what its books say of one is that it was called off.
 */
export function sandboxProvider({
  db,
  secret,
  publicUrl,
  now,
  takesAll,
}: SandboxParts & { takesAll: boolean }): PaymentProvider {
  return {
    id: 'sandbox',
    pretends: takesAll ? 'for-all' : 'for-tests',
    takes: () => true,

    ...(takesAll ? { wallet: sandboxWallet(db, (attemptId) => refOf(secret, attemptId)) } : {}),

    async begin({ attemptId, test, total, label, returnUrl, cancelUrl, expiresAt, keptFor }) {
      if (!test && !takesAll) refuse('provider_unknown', undefined, 'provider')
      const ref = refOf(secret, attemptId)
      const keep_for = keptFor?.method === undefined ? keptFor?.customer : undefined
      const row = {
        ref,
        test,
        ...total,
        label,
        return_url: returnUrl,
        cancel_url: cancelUrl,
        late_at: expiresAt,
        keep_for,
      }
      await db
        .insertInto('sandbox_payment')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const ownPage = `${publicUrl()}/sandbox/${ref}`
      if (keptFor?.method === undefined) return { ref, next: { kind: 'redirect', url: ownPage } }
      const { challenges } =
        (await readCard(db, keptFor.customer, keptFor.method)) ?? refuse('payment_method_gone', undefined, 'method')
      await actInSandbox(db, ref, challenges ? 'challenge' : 'pay')
      return { ref, next: { kind: 'redirect', url: challenges ? ownPage : returnUrl } }
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

    async refund({ refundId, ref, amount }) {
      return { status: (await refundInSandbox(db, { refundId, ref, amount: amount.amount })) ? 'done' : 'failed' }
    },

    refundState: async ({ refundId }) => ((await isRefundedInSandbox(db, refundId)) ? { status: 'done' } : null),

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
    const { test, state, amount, currency, lateAt } = await readSandbox(db, ref)
    if (!test && !takesAll) return { status: 'cancelled' }
    const isOnItsWay = state === 'late' && lateAt !== null && lateAt >= now()
    if (state === 'open' || state === 'challenged' || isOnItsWay) return { status: 'pending' }
    if (state === 'declined') return { status: 'failed', failure: 'declined' }
    if (state === 'challenge_failed') return { status: 'failed', failure: 'authentication_failed' }
    if (state === 'cancelled') return { status: 'cancelled' }
    return {
      status: 'succeeded',
      paid: { amount, currency },
      fee: { amount: Math.round((amount * keeps) / 100), currency },
    }
  }
}

const signatureHeader = 'sandbox-signature'

/** The webhook of what happened to a payment: the same id each time it is sent. */
export async function sandboxWebhook(parts: SandboxParts, ref: string) {
  const { state } = await readSandbox(parts.db, ref)
  return signedBySandbox(parts, JSON.stringify({ id: `evt-${ref}-${state}`, type: `payment.${state}`, ref }))
}

/** A webhook with a signature of now. */
export function signedBySandbox({ secret, now }: Pick<SandboxParts, 'secret' | 'now'>, body: string) {
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
