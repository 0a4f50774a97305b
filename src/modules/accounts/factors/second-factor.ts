import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { Caller } from '../../../http/request.ts'
import { toBase32 } from '../../../lib/base32.ts'
import { seal, unseal } from '../../../lib/seal.ts'
import { hashSecret } from '../../../lib/secrets.ts'
import { keyFor } from '../../../lib/sign.ts'
import { secretText, stepOf, totpUri } from '../../../lib/totp.ts'
import { codeOf, countGuess, forgetGuesses } from '../passwords/guesses.ts'
import { recordWayIn } from '../way-in.ts'

/** What second factors take beside the call. */
export interface FactorParts {
  db: Db
  secret: string
  now(): Date
}

/** A generator to be set up: what a QR code says, and the same to type. */
export interface Setup {
  uri: string
  secret: string
}

/** Bytes of the generator's secret: as long as its hash (RFC 4226 §4, R6). */
const secretBytes = 20
const recoveryCodes = 10
/** Bytes of a recovery code: 120 bits, so that a plain hash keeps it (ASVS 5.0, 6.5.2 asks more below 112). */
const recoveryBytes = 15

/** Whether somebody is asked for a second factor. */
export async function hasSecondFactor(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_factor')
    .select('turned_on_at')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined && row.turned_on_at !== null
}

/** Makes a generator's secret, which asks nothing of anybody until a code of it was given. Refuses `second_factor_on`. */
export async function startSecondFactor({ db, secret }: FactorParts, caller: Caller): Promise<Setup> {
  const bytes = randomBytes(secretBytes)
  const sealed = seal(sealingKey(secret), bytes)
  const made = await db
    .insertInto('second_factor')
    .values({ user_id: caller.userId, secret: sealed })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ secret: sealed, last_step: 0, created_at: new Date() })
        .where('second_factor.turned_on_at', 'is', null),
    )
    .returning('user_id')
    .executeTakeFirst()
  if (!made) refuse('second_factor_on')
  return { uri: totpUri(bytes, { issuer: 'Conflux', account: caller.email }), secret: secretText(bytes) }
}

/**
 * Turns the generator on by its first code; returns the recovery codes, which nobody can show again. Refuses `code_wrong`, and `second_factor_off`
 * where none was started or it is on.
 */
export async function turnOnSecondFactor(parts: FactorParts, caller: Caller, code: string): Promise<string[]> {
  const { db, now } = parts
  const { userId } = caller
  await countGuess(db, codeOf(userId))
  const row = await readFactor(db, userId)
  if (!row || row.turned_on_at !== null) refuse('second_factor_off')
  const step = stepOf(unseal(sealingKey(parts.secret), row.secret), digitsOf(code), now())
  if (step === undefined) refuse('code_wrong', undefined, 'code')
  await forgetGuesses(db, codeOf(userId))
  return transact(db, async (tx) => {
    const turned = await tx
      .updateTable('second_factor')
      .set({ turned_on_at: now(), last_step: step })
      .where('user_id', '=', userId)
      .where('turned_on_at', 'is', null)
      .where('secret', '=', row.secret)
      .returning('user_id')
      .executeTakeFirst()
    if (!turned) refuse('second_factor_off')
    await recordWayIn(tx, 'second_factor.turned_on', userId)
    return replaceRecoveryCodes(tx, userId)
  })
}

/** Turns the generator off; its recovery codes go with it. Refuses `second_factor_off`. */
export const turnOffSecondFactor = (db: Db, { userId }: Caller): Promise<void> =>
  transact(db, async (tx) => {
    const gone = await tx
      .deleteFrom('second_factor')
      .where('user_id', '=', userId)
      .where('turned_on_at', 'is not', null)
      .returning('user_id')
      .executeTakeFirst()
    if (!gone) refuse('second_factor_off')
    await recordWayIn(tx, 'second_factor.turned_off', userId)
  })

/** New recovery codes in place of those there are. Refuses `second_factor_off`. */
export const renewRecoveryCodes = (db: Db, { userId }: Caller): Promise<string[]> =>
  transact(db, async (tx) => {
    const factor = await tx
      .selectFrom('second_factor')
      .select('turned_on_at')
      .where('user_id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (!factor?.turned_on_at) refuse('second_factor_off')
    await recordWayIn(tx, 'recovery_codes.renewed', userId)
    return replaceRecoveryCodes(tx, userId)
  })

/**
 * Takes a code of the generator, or a recovery code; either is good once, however many come with it at the same time. Refuses `code_wrong`, and
 * `too_many_requests` after ten wrong ones in an hour.
 */
export async function takeCode(parts: FactorParts, userId: string, code: string): Promise<void> {
  await countGuess(parts.db, codeOf(userId))
  const isDigits = /^\d{6}$/.test(digitsOf(code))
  const isGood = isDigits
    ? await takeGenerated(parts, userId, digitsOf(code))
    : await takeRecovery(parts.db, userId, code)
  if (!isGood) refuse('code_wrong', undefined, 'code')
  await forgetGuesses(parts.db, codeOf(userId))
}

async function takeGenerated({ db, secret, now }: FactorParts, userId: string, code: string): Promise<boolean> {
  const row = await readFactor(db, userId)
  if (!row?.turned_on_at) return false
  const step = stepOf(unseal(sealingKey(secret), row.secret), code, now())
  if (step === undefined) return false
  const taken = await db
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .returning('user_id')
    .executeTakeFirst()
  return taken !== undefined
}

const takeRecovery = (db: Db, userId: string, code: string): Promise<boolean> =>
  transact(db, async (tx) => {
    const used = await tx
      .deleteFrom('recovery_code')
      .where('user_id', '=', userId)
      .where('code_hash', '=', hashSecret(asWritten(code)))
      .returning('user_id')
      .executeTakeFirst()
    if (used) await recordWayIn(tx, 'recovery_code.used', userId)
    return used !== undefined
  })

async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => toBase32(randomBytes(recoveryBytes)))
  await tx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  await tx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ user_id: userId, code_hash: hashSecret(code) })))
    .execute()
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'))
}

const readFactor = (db: Db, userId: string) =>
  db.selectFrom('second_factor').select(['secret', 'turned_on_at']).where('user_id', '=', userId).executeTakeFirst()

const digitsOf = (code: string) => code.replace(/\s/g, '')

/** A recovery code as it was made: people leave out the hyphens, write small, and take letters for digits. */
const asWritten = (code: string) => code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

const sealingKey = (secret: string) => keyFor(secret, 'second factors')
