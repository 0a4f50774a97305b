import type { Acting, Loading } from '../../host/page.ts'
import { isProblem, text } from '../../host/page.ts'
import { parseAmount } from '../studio/amount.ts'

/** What the form asks for, as its address says it. */
export interface AskedRefund {
  tickets: string[]
  give: 'percent' | 'each'
  percent: number
  /** As it was typed. */
  each: string
  fee: boolean
  takeBack: boolean
  reason: string
}

/** What is asked for in the address, and what it comes to; `wrong` says what is wrong with the amount that was typed. */
export async function previewOf({ api, params, query, t }: Loading, currency: string) {
  const asked = askedIn(query)
  const each = parseAmount(asked.each, currency)
  const quoteOf = (tickets: readonly string[]) =>
    api['GET /api/events/:eventId/orders/:orderId/refund-quote']({
      params: { eventId: params.eventId ?? '', orderId: params.orderId ?? '' },
      query: {
        ...(tickets.length > 0 ? { tickets: tickets.join() } : {}),
        ...(asked.give === 'percent' ? { percent: asked.percent } : { each: each ?? 0 }),
        fee: asked.fee ? 'yes' : 'no',
      },
    })
  if (asked.tickets.length > 0 && asked.give === 'each' && each === undefined)
    return { asked, quote: await quoteOf([]), wrong: t.studioOrder.refund.eachWrong }
  try {
    return { asked, quote: await quoteOf(asked.tickets), wrong: null }
  } catch (error) {
    if (!isProblem(error) || error.code !== 'refund_too_large') throw error
    return { asked, quote: await quoteOf([]), wrong: error.detail }
  }
}

function askedIn(query: URLSearchParams): AskedRefund {
  const percent = Math.round(Number(query.get('percent') ?? 100))
  return {
    tickets: query.getAll('ticket'),
    give: query.get('give') === 'each' ? 'each' : 'percent',
    percent: percent >= 0 && percent <= 100 ? percent : 100,
    each: query.get('each') ?? '',
    fee: query.has('fee'),
    takeBack: query.has('takeBack'),
    reason: query.get('reason') ?? '',
  }
}

/** Gives back what the page showed: the form carries what its address said, and the sum. */
export async function giveBack({ api, params, form }: Acting): Promise<void> {
  const key = text(form, 'key')
  await api['POST /api/events/:eventId/orders/:orderId/refunds']({
    params: { eventId: params.eventId ?? '', orderId: params.orderId ?? '' },
    body: {
      tickets: form.getAll('ticket').map(String),
      give:
        text(form, 'give') === 'each'
          ? { amount: Number(text(form, 'eachAmount')) }
          : { percent: Number(text(form, 'percent')) },
      fee: form.has('fee'),
      takeBack: form.has('takeBack'),
      amount: Number(text(form, 'amount')),
      reason: text(form, 'reason'),
    },
    ...(key ? { key } : {}),
  })
}
