import { catalogueOf } from '../../../../lang/catalogue.ts'
import { refuse } from '../../../errors.ts'
import type { Facts } from '../../../facts.ts'
import { paletteOf } from '../../../lib/look/palette.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { moneyText } from '../../orders/formats.ts'
import { sendOnce, tellEach } from '../tell.ts'
import { languageOf } from './order-mail.ts'
import { teamOf } from './team.ts'

/** Tells those who may give money back that a refund came back from the buyer's bank: by mail and in the app, each time it does. */
export async function sendBounced(services: Services, { refundId, bounces }: Facts['refund.bounced']): Promise<void> {
  const { db, publicUrl } = services
  const refund = await readBounced(services, refundId)
  const { event } = refund
  await tellEach(await teamOf(db, refund.organizationId, 'orders.edit'), async (person) => {
    const language = languageOf(person.language)
    const { documents, orderMail } = catalogueOf(language)
    const words = orderMail.bounced
    const text = words.text(moneyText(refund.amount, refund.currency, language), refund.orderCode)
    const once = `refund_bounced:${refundId}:${bounces}:${person.id}`
    await sendOnce(services, {
      once,
      kind: 'refund_bounced',
      to: person.email,
      userId: person.id,
      eventId: event.id,
      url: `/studio/${refund.organizationSlug}/events/${event.id}/orders/${refund.orderId}`,
      compose: async () =>
        letter({
          language,
          test: refund.test,
          subject: words.subject(event.name),
          name: person.name,
          colour: paletteOf(event.id, event.category).ground,
          paragraphs: [text],
          facts: [
            { label: documents.order, value: refund.orderCode },
            { label: orderMail.refund.reason, value: refund.failure ?? '' },
          ].filter(({ value }) => value !== ''),
          action: {
            label: words.action,
            url: `${publicUrl()}/studio/${refund.organizationSlug}/events/${event.id}/orders/${refund.orderId}`,
          },
        }),
    })
  })
}

async function readBounced({ db }: Services, refundId: string) {
  const row = await db
    .selectFrom('refund as r')
    .innerJoin('order as o', 'o.id', 'r.order_id')
    .innerJoin('event as e', 'e.id', 'r.event_id')
    .innerJoin('organization as g', 'g.id', 'r.organization_id')
    .select(['r.amount', 'r.currency', 'r.failure', 'r.organization_id as organizationId', 'o.id as orderId'])
    .select(['o.code as orderCode', 'o.test', 'g.slug as organizationSlug', 'e.id', 'e.name', 'e.category'])
    .where('r.id', '=', refundId)
    .executeTakeFirst()
  if (!row) return refuse('not_found')
  const { id, name, category, ...refund } = row
  return { ...refund, event: { id, name, category } }
}
