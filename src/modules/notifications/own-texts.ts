import { sql } from 'kysely'
import { type Language, languages } from '../../../lang/languages.ts'
import { recordAct } from '../../acts.ts'
import type { Db } from '../../db/connect.ts'
import { newId } from '../../db/id.ts'
import { transact } from '../../db/transact.ts'
import { refuse } from '../../errors.ts'
import { announce } from '../../facts.ts'
import { type OwnText, strangersIn, type TextKind } from './own-text.ts'

/** Which of an organization's own texts. */
export interface TextOf {
  organizationId: string
  kind: TextKind
  language: Language
}

/** All own texts of an organization. */
export async function readOwnTexts(
  db: Db,
  organizationId: string,
): Promise<(Omit<TextOf, 'organizationId'> & OwnText)[]> {
  const { rows } = await sql<Omit<TextOf, 'organizationId'> & OwnText>`
    select kind, language, subject, text from mail_text where organization_id = ${organizationId} order by kind, language`.execute(
    db,
  )
  return rows
}

/** Puts an organization's own words in place of the usual ones, in one language. Refuses `placeholder_unknown`. */
export const setOwnText = (db: Db, of: TextOf, text: OwnText): Promise<void> =>
  transact(db, async (tx) => {
    refuseStrangers(text)
    const values = { subject: text.subject.trim(), text: text.text.trim() }
    await tx
      .insertInto('mail_text')
      .values({ ...columnsOf(of), ...values })
      .onConflict((conflict) => conflict.columns(['organization_id', 'kind', 'language']).doUpdateSet(values))
      .execute()
    await recordAct(tx, 'mail_text.set', {
      organizationId: of.organizationId,
      after: { text: of.kind, language: of.language },
    })
  })

/** Goes back to the usual words. Refuses not_found where they are. */
export const removeOwnText = (db: Db, of: TextOf): Promise<void> =>
  transact(db, async (tx) => {
    const { organization_id, kind, language } = columnsOf(of)
    const { numDeletedRows } = await tx
      .deleteFrom('mail_text')
      .where('organization_id', '=', organization_id)
      .where('kind', '=', kind)
      .where('language', '=', language)
      .executeTakeFirst()
    if (numDeletedRows === 0n) refuse('not_found')
    await recordAct(tx, 'mail_text.removed', { organizationId: of.organizationId, before: { text: kind, language } })
  })

/** Has the mail with these words, or the usual ones where the text is empty, sent to the person who asks. Refuses `placeholder_unknown`. */
export async function askForTest(db: Db, of: TextOf, text: OwnText, userId: string): Promise<void> {
  refuseStrangers(text)
  await announce(db, 'mail_text.test_asked', { asked: newId(), userId, ...of, ...text })
}

/** Refuses `placeholder_unknown`, naming what stands in braces and is none. */
export function refuseStrangers({ subject, text }: OwnText): void {
  for (const [path, written] of [
    ['subject', subject],
    ['text', text],
  ] as const) {
    const strangers = strangersIn(written)
    if (strangers.length > 0) refuse('placeholder_unknown', { found: strangers.slice(0, 5).join(' ') }, path)
  }
}

/** The languages an organization may write in. */
export const textLanguages = Object.keys(languages) as Language[]

const columnsOf = ({ organizationId, kind, language }: TextOf) => ({ organization_id: organizationId, kind, language })
