import { recordAct, recordChange } from '../../../acts.ts'
import type { Db } from '../../../db/connect.ts'
import { transact } from '../../../db/transact.ts'
import { refuse } from '../../../errors.ts'
import type { FileContent } from '../../../http/contract.ts'
import type { PaletteName } from '../../../lib/look/name.ts'
import type { FileStore } from '../../../storage/files.ts'
import { readLogo } from '../../../storage/image.ts'
import { imageFile, keepImage } from '../../../storage/stored-images.ts'

/** How an organization's mails look: a palette in place of each event's own, where answers go, and its logo. */
export interface MailLook {
  accent: PaletteName | null
  replyTo: string | null
  logo: { key: string; width: number; height: number } | null
}

/** Twice the size it is shown in, in pixels. */
const largest = { width: 480, height: 96 }

/** The look of an organization's mails; before it chose any, all of it is null. */
export async function readMailLook(db: Db, organizationId: string): Promise<MailLook> {
  const row = await db
    .selectFrom('mail_look')
    .select(['accent', 'reply_email as replyTo', 'logo_key as key', 'logo_width as width', 'logo_height as height'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst()
  if (!row) return { accent: null, replyTo: null, logo: null }
  const { accent, replyTo, key, width, height } = row
  return {
    accent: accent as PaletteName | null,
    replyTo,
    logo: key !== null && width !== null && height !== null ? { key, width, height } : null,
  }
}

/** Sets the colours of an organization's mails and where answers to them go. */
export const setMailLook = (
  db: Db,
  organizationId: string,
  { accent, replyTo }: Pick<MailLook, 'accent' | 'replyTo'>,
): Promise<void> =>
  transact(db, async (tx) => {
    const before = await readMailLook(tx, organizationId)
    await write(tx, organizationId, { accent, reply_email: replyTo })
    // The address may be a person's: that there is one is told, and not which.
    const told = { accent, answered: replyTo !== null }
    await recordChange(
      tx,
      'mail_look.changed',
      { organizationId },
      { ...before, answered: before.replyTo !== null },
      told,
    )
  })

/** Makes an image the logo of an organization's mails. Refuses image_unreadable. */
export async function setMailLogo(db: Db, files: FileStore, organizationId: string, bytes: Uint8Array): Promise<void> {
  const image = await readLogo(bytes, largest)
  const key = await keepImage(db, files, [image], { type: 'image/png', ownerOf: async () => organizationId })
  await transact(db, async (tx) => {
    await write(tx, organizationId, { logo_key: key, logo_width: image.width, logo_height: image.height })
    await recordAct(tx, 'mail_look.logo_set', { organizationId })
  })
}

/** Goes back to the platform's logo. Nothing where there is none. */
export const removeMailLogo = (db: Db, organizationId: string): Promise<void> =>
  transact(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('mail_look')
      .set({ logo_key: null, logo_width: null, logo_height: null })
      .where('organization_id', '=', organizationId)
      .where('logo_key', 'is not', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await recordAct(tx, 'mail_look.logo_removed', { organizationId })
  })

/** The file of a logo that some organization has, or had: it is kept, as mails are read long after they were sent. Refuses not_found. */
export async function mailLogoFile(db: Db, files: FileStore, key: string): Promise<FileContent> {
  const logo = await db
    .selectFrom('stored_file')
    .select('width')
    .where('key', '=', key)
    .where('media_type', '=', 'image/png')
    .where('organization_id', 'is not', null)
    .executeTakeFirst()
  if (!logo) refuse('not_found')
  return imageFile(db, files, { key, file: `${logo.width}.png` }, { ofOrganization: true })
}

interface Columns {
  accent?: string | null
  reply_email?: string | null
  logo_key?: string
  logo_width?: number
  logo_height?: number
}

async function write(db: Db, organizationId: string, columns: Columns): Promise<void> {
  await db
    .insertInto('mail_look')
    .values({ organization_id: organizationId, ...columns })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(columns))
    .execute()
}
