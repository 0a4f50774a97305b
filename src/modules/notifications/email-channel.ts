import { MailRefused } from '../../mail/mailer.ts'
import type { Services } from '../../services.ts'
import { type Channel, DeliveryRefused } from './channels.ts'
import { brandOf } from './letters/brand.ts'

/** Mail: at least once, under the same Message-ID, by which mail programs show a repeat once. */
export const emailChannel = ({
  mailer,
  platform,
  publicUrl,
}: Pick<Services, 'mailer' | 'platform' | 'publicUrl'>): Channel => ({
  name: 'email',
  async addressesOf(db, userIds) {
    const rows = await db
      .selectFrom('users')
      .select(['id', 'email'])
      .where('id', 'in', [...userIds])
      .where('erased_at', 'is', null)
      .execute()
    return new Map(rows.map(({ id, email }) => [id, email]))
  },
  async send({ address: to, providerId, unsubscribe, compose }) {
    const { subject, set, attachments = [], calendar } = await compose()
    const way = unsubscribe === undefined ? {} : { unsubscribe }
    const said = set(brandOf(await platform.read(), publicUrl()), way)
    try {
      await mailer.send({
        to,
        messageId: providerId ?? '',
        subject,
        ...said,
        attachments,
        ...(calendar ? { calendar } : {}),
        ...way,
      })
    } catch (error) {
      if (error instanceof MailRefused) throw new DeliveryRefused(error.message)
      throw error
    }
    return {}
  },
})
