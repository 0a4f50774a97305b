import { calendar } from './web/calendar.ts'
import { event } from './web/event.ts'
import { home } from './web/home.ts'
import { refunds } from './web/refunds.ts'
import { tickets } from './web/tickets.ts'
import { transfers } from './web/transfers.ts'
import { ui } from './web/ui.ts'

/** Sentences of the public pages, a section per page and one for the parts all share. Every browser loads this file of its language. */
export const web = {
  ui,
  calendar,
  tickets,
  transfers,
  refunds,
  event,
  home,
} as const
