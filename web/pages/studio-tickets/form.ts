import { text } from '../../host/page.ts'
import { parseAmount, parseCount } from '../studio/amount.ts'

type Wrong = { name: string; kind: 'price' | 'number' }

/** A ticket type as its form says it, and which of its numbers are none. */
export function readTicketForm(form: FormData, currency: string) {
  const price = parseAmount(text(form, 'price'), currency)
  const counts = {
    quantity: parseCount(text(form, 'quantity')),
    minimumPerOrder: parseCount(text(form, 'minimumPerOrder')),
    maximumPerOrder: parseCount(text(form, 'maximumPerOrder')),
    maximumPerPerson: parseCount(text(form, 'maximumPerPerson')),
  }
  const wrong: Wrong[] = Object.entries(counts)
    .filter(([, count]) => count === undefined)
    .map(([name]) => ({ name, kind: 'number' }))
  if (price === undefined) wrong.push({ name: 'price', kind: 'price' })
  const body = {
    name: text(form, 'name'),
    description: text(form, 'description'),
    price: price ?? 0,
    ...(form.has('taxRateId') ? { taxRateId: text(form, 'taxRateId') || null } : {}),
    quantity: counts.quantity ?? null,
    minimumPerOrder: counts.minimumPerOrder ?? 1,
    maximumPerOrder: counts.maximumPerOrder ?? 10,
    maximumPerPerson: counts.maximumPerPerson ?? null,
    saleStartsAt: text(form, 'saleStartsAt') || null,
    saleEndsAt: text(form, 'saleEndsAt') || null,
  }
  return { body, wrong }
}
