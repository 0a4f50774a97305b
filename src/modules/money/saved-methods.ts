import type { Db } from '../../db/connect.ts'
import { Refusal, refuse } from '../../errors.ts'
import type { Caller } from '../../http/request.ts'
import { isUnavailable, type PaymentProvider } from './payments/provider.ts'
import type { KeptFor, SavedMethod, Wallet } from './payments/wallet.ts'
import type { Providers } from './providers.ts'

/** What is given from outside. */
interface Parts {
  db: Db
  providers: Providers
}

/** A way to pay that is kept for somebody, and where. */
export type PaymentMethod = SavedMethod & { provider: string }

/**
 * All ways to pay that providers keep for somebody. Those of providers that do not answer are left out, and the providers named: nothing of
 * them is known here.
 */
export async function savedMethods(
  { db, providers }: Parts,
  userId: string,
): Promise<{ items: PaymentMethod[]; unanswered: string[] }> {
  const known = await customersOf(db, userId)
  const unanswered: string[] = []
  const lists = await Promise.all(
    known.map(async ({ provider, customer }) => {
      try {
        const methods = (await providers.get(provider)?.wallet?.list(customer)) ?? []
        return methods.map((method) => ({ ...method, provider }))
      } catch (error) {
        if (!isUnavailable(error)) throw error
        unanswered.push(provider)
        return []
      }
    }),
  )
  return { items: lists.flat(), unanswered }
}

/** Makes one of somebody's ways to pay the preferred of its provider. Refuses `not_found` and `methods_unavailable`. */
export async function preferMethod(parts: Parts, userId: string, named: Named): Promise<void> {
  const { wallet, customer } = await ownWallet(parts, userId, named.provider)
  if (!(await answered(wallet.prefer(customer, named.method)))) refuse('not_found')
}

/** Has the provider forget one of somebody's ways to pay. Refuses `not_found` and `methods_unavailable`; then it is kept as before. */
export async function removeMethod(parts: Parts, userId: string, named: Named): Promise<void> {
  const { wallet, customer } = await ownWallet(parts, userId, named.provider)
  if (!(await answered(wallet.remove(customer, named.method)))) refuse('not_found')
}

interface Named {
  provider: string
  method: string
}

/** What a provider answers when nothing is being bought. */
const answered = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw isUnavailable(error) ? new Refusal('methods_unavailable') : error
  })

/**
 * Has every provider forget somebody with all that it keeps for them; who calls it again goes on where it stopped. Refuses
 * `provider_unavailable` while one of them does not answer, or has no keys here any more: then nobody can say that it is gone.
 */
export async function forgetSavedMethods({ db, providers }: Parts, userId: string): Promise<void> {
  for (const { provider, customer } of await customersOf(db, userId)) {
    const wallet = providers.get(provider)?.wallet ?? refuse('provider_unavailable')
    await wallet.close(customer)
    await db.deleteFrom('payment_customer').where('provider', '=', provider).where('ref', '=', customer).execute()
  }
}

/** What a buyer wants of saved ways to pay: that this one is kept, or to pay with one of them. */
export interface Wish {
  remember?: boolean | undefined
  method?: string | undefined
}

/**
 * Whose saved ways to pay a payment is about; undefined where the buyer wants nothing of them. Refuses `sign_in_required`, `not_while_acting`,
 * `method_not_kept` for providers that keep none, `payment_method_gone`, `provider_unavailable`.
 */
export async function keptFor(
  { db }: Pick<Parts, 'db'>,
  { id, wallet }: Pick<PaymentProvider, 'id' | 'wallet'>,
  caller: Caller | null,
  { remember = false, method }: Wish,
): Promise<KeptFor | undefined> {
  if (!remember && method === undefined) return undefined
  // A program that has an organization's key may not spend what its maker keeps.
  if (!caller || caller.key) refuse('sign_in_required')
  if (caller.impersonatorId !== null) refuse('not_while_acting')
  if (!wallet) refuse('method_not_kept', undefined, method === undefined ? 'remember' : 'method')
  if (method === undefined) return { customer: await openCustomer(db, id, wallet, caller) }
  const customer = await customerOf(db, caller.userId, id)
  const kept = customer === undefined ? [] : await wallet.list(customer)
  if (customer === undefined || !kept.some(({ ref }) => ref === method))
    return refuse('payment_method_gone', undefined, 'method')
  return { customer, method }
}

/** Who was faster made the customer that counts; the other one is closed, so that nobody is known twice. One that is gone there is made anew. */
async function openCustomer(db: Db, provider: string, wallet: Wallet, { userId, email }: Caller): Promise<string> {
  const before = await customerOf(db, userId, provider)
  if (before !== undefined) {
    if (await wallet.knows(before)) return before
    await db.deleteFrom('payment_customer').where('provider', '=', provider).where('ref', '=', before).execute()
  }
  const ref = await wallet.open({ userId, email })
  const first = await db
    .insertInto('payment_customer')
    .values({ user_id: userId, provider, ref })
    .onConflict((conflict) => conflict.columns(['user_id', 'provider']).doNothing())
    .returning('ref')
    .executeTakeFirst()
  if (first) return ref
  await wallet.close(ref)
  return (await customerOf(db, userId, provider)) ?? refuse('busy')
}

async function ownWallet({ db, providers }: Parts, userId: string, provider: string) {
  const wallet = providers.get(provider)?.wallet
  const customer = await customerOf(db, userId, provider)
  return wallet && customer !== undefined ? { wallet, customer } : refuse('not_found')
}

async function customerOf(db: Db, userId: string, provider: string): Promise<string | undefined> {
  return (await customersOf(db, userId)).find((one) => one.provider === provider)?.customer
}

const customersOf = (db: Db, userId: string) =>
  db
    .selectFrom('payment_customer')
    .select(['provider', 'ref as customer'])
    .where('user_id', '=', userId)
    .orderBy('provider')
    .execute()
