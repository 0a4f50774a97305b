import { recordAct } from '../../../acts.ts'
import type { Db, Tx } from '../../../db/connect.ts'
import { newId } from '../../../db/id.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller, CallRequest } from '../../../http/request.ts'
import { hasWayIn } from '../openid/linked-sign-ins.ts'
import { newToken } from '../session.ts'
import { type EnterParts, letIn, pendingToken, refuseBanned } from '../sessions/enter.ts'
import { holdSession, lockPerson } from '../sessions/hold-session.ts'
import type { SignInProviders } from '../sign-in-providers.ts'
import { recordWayIn } from '../way-in.ts'
import { answer, ask, asked, challengeSeconds, type Purpose } from './challenges.ts'
import { challengeOf, relyingParty, type Signed, verifyRegistration, verifySignature } from './passkeys-verify.ts'

/** A passkey as its owner sees it. */
export interface Passkey {
  id: string
  name: string
  /** Whether it is kept beyond one device. */
  synced: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

/** Whose passkeys, and where we are. */
export interface PasskeyParts {
  db: Db
  publicUrl: string
}

/** The most a person may have. */
const mostPasskeys = 20

/** COSE numbers of EdDSA, ES256 and RS256: every authenticator has one of them. */
const algorithms = [-8, -7, -257]

export const listPasskeys = (db: Db, userId: string): Promise<Passkey[]> =>
  db
    .selectFrom('passkey')
    .select(['id', 'name', 'synced', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute()

/** What a browser is asked for a new passkey, as `navigator.credentials.create` takes it. Refuses `too_many_passkeys`. */
export async function registrationOptions({ db, publicUrl }: PasskeyParts, { userId, email, name }: Caller) {
  const known = await allowed(db, userId)
  if (known.length >= mostPasskeys) refuse('too_many_passkeys', { maximum: mostPasskeys })
  const challenge = newToken()
  await ask(db, 'registration', { userId, linking: null }, challenge)
  return {
    challenge,
    rp: { id: relyingParty(publicUrl), name: 'Conflux' },
    user: { id: Buffer.from(userId).toString('base64url'), name: email, displayName: name },
    pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    excludeCredentials: known,
    timeout: challengeSeconds * 1000,
    attestation: 'none' as const,
    authenticatorSelection: {
      residentKey: 'required' as const,
      requireResidentKey: true,
      userVerification: 'required' as const,
    },
  }
}

/** Keeps a new passkey. Refuses `passkey_refused` for an answer that is not good or not to our question, and `passkey_known`. */
export async function addPasskey(
  { db, publicUrl }: PasskeyParts,
  caller: Caller,
  { name, credential }: { name: string; credential: Signed },
): Promise<{ id: string }> {
  const { userId } = caller
  const challenge = await answered(db, 'registration', credential, userId)
  const { credentialId, publicKey, counter, transports, synced } = await verifyRegistration(
    credential,
    challenge,
    publicUrl,
  )
  return transact(db, async (tx) => {
    if (!(await holdSession(tx, caller))) refuse('passkey_refused')
    const made = await tx
      .insertInto('passkey')
      .values({
        id: newId(),
        user_id: userId,
        credential_id: credentialId,
        public_key: publicKey,
        counter,
        transports: JSON.stringify(transports),
        name,
        synced,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) refuse('passkey_known')
    await recordWayIn(tx, 'passkey.added', userId, { subjectId: made.id })
    return made
  })
}

/** Refuses `not_found`. */
export const renamePasskey = (db: Db, { userId }: Caller, passkeyId: string, name: string): Promise<void> =>
  transact(db, async (tx) => {
    const renamed = await tx
      .updateTable('passkey')
      .set({ name })
      .where('id', '=', passkeyId)
      .where('user_id', '=', userId)
      .returning('id')
      .executeTakeFirst()
    if (!renamed) refuse('not_found')
    await recordAct(tx, 'passkey.renamed', { subjectId: passkeyId })
  })

/**
 * Refuses `not_found`, and `last_way_in` where nothing else is left to sign in with: of two removals at once, the account's row lets one see what
 * the other did.
 */
export const removePasskey = (
  db: Db,
  providers: SignInProviders,
  { userId }: Caller,
  passkeyId: string,
): Promise<void> =>
  transact(db, async (tx) => {
    await lockPerson(tx, userId)
    const removed = await tx
      .deleteFrom('passkey')
      .where('id', '=', passkeyId)
      .where('user_id', '=', userId)
      .returning('id')
      .executeTakeFirst()
    if (!removed) refuse('not_found')
    if (!(await hasWayIn(tx, providers, userId))) refuse('last_way_in')
    await recordWayIn(tx, 'passkey.removed', userId, { subjectId: passkeyId })
  })

/**
 * What a browser is asked to sign in with a passkey, as `navigator.credentials.get` takes it: any that is ours, or those of the person whose
 * second factor is waited for.
 */
export async function signInOptions({ db, publicUrl }: PasskeyParts, request: CallRequest) {
  const pending = await asked(db, 'second-factor', pendingToken(request) ?? '')
  const challenge = newToken()
  await ask(db, 'sign-in', { userId: null, linking: null }, challenge)
  return requestOptions(publicUrl, challenge, pending?.userId ? await allowed(db, pending.userId) : [])
}

/** The same for somebody who is signed in and confirms that it is them. */
export async function confirmationOptions({ db, publicUrl }: PasskeyParts, { userId }: Caller) {
  const challenge = newToken()
  await ask(db, 'confirmation', { userId, linking: null }, challenge)
  return requestOptions(publicUrl, challenge, await allowed(db, userId))
}

/**
 * Signs a browser in with a passkey. The device has made sure who it is, so it is both factors at once, and answers for a code where one is
 * waited for. Refuses `passkey_refused` and `account_banned`.
 */
export async function signInByPasskey(parts: EnterParts, credential: Signed, request: CallRequest): Promise<void> {
  const challenge = await answered(parts.db, 'sign-in', credential, null)
  const userId = await signerOf(parts, credential, challenge)
  await transact(parts.db, async (tx) => {
    await refuseBanned(tx, userId)
    await holdPasskey(tx, userId, credential)
    const asked = await answer(tx, 'second-factor', pendingToken(request) ?? '')
    // The browser may wait for the second factor of somebody else.
    const linking = asked?.userId === userId ? asked.linking : null
    await letIn({ ...parts, db: tx }, userId, request, linking)
  })
}

/** Checks that somebody who is signed in has one of their passkeys. Refuses `passkey_refused`. */
export async function confirmByPasskey(parts: PasskeyParts, { userId }: Caller, credential: Signed): Promise<void> {
  const challenge = await answered(parts.db, 'confirmation', credential, userId)
  if ((await signerOf(parts, credential, challenge)) !== userId) refuse('passkey_refused')
}

/** The question an answer is to, which cannot be answered again. */
async function answered(db: Db, purpose: Purpose, credential: Signed, userId: string | null): Promise<string> {
  const challenge = challengeOf(credential)
  const open = await answer(db, purpose, challenge)
  if (!open || open.userId !== userId) refuse('passkey_refused')
  return challenge
}

async function signerOf({ db, publicUrl }: PasskeyParts, credential: Signed, challenge: string): Promise<string> {
  const key = await db
    .selectFrom('passkey')
    .select(['id', 'user_id', 'credential_id as credentialId', 'public_key as publicKey', 'counter', 'transports'])
    .where('credential_id', '=', credential.id)
    .executeTakeFirst()
  if (!key) refuse('passkey_refused')
  const counter = await verifySignature(
    credential,
    { ...key, counter: Number(key.counter), transports: [] },
    challenge,
    publicUrl,
  )
  await db.updateTable('passkey').set({ counter, last_used_at: new Date() }).where('id', '=', key.id).execute()
  return key.user_id
}

/** Makes sure that a passkey is still there, and stays so until the transaction ends: its owner may have removed it since. */
async function holdPasskey(tx: Tx, userId: string, { id }: Signed): Promise<void> {
  const key = await tx
    .selectFrom('passkey')
    .select('id')
    .where('credential_id', '=', id)
    .where('user_id', '=', userId)
    .forShare()
    .executeTakeFirst()
  if (!key) refuse('passkey_refused')
}

async function allowed(db: Db, userId: string) {
  const keys = await db
    .selectFrom('passkey')
    .select(['credential_id', 'transports'])
    .where('user_id', '=', userId)
    .execute()
  return keys.map(({ credential_id: id, transports }) => ({
    type: 'public-key' as const,
    id,
    transports: transports as string[],
  }))
}

const requestOptions = (
  publicUrl: string,
  challenge: string,
  allowCredentials: Awaited<ReturnType<typeof allowed>>,
) => ({
  challenge,
  rpId: relyingParty(publicUrl),
  timeout: challengeSeconds * 1000,
  userVerification: 'required' as const,
  allowCredentials,
})
