import type { Catalogue } from '../shape.ts'
import { calendar } from './web/calendar.ts'
import { event } from './web/event.ts'
import { home } from './web/home.ts'
import { refunds } from './web/refunds.ts'
import { tickets } from './web/tickets.ts'
import { transfers } from './web/transfers.ts'
import { ui } from './web/ui.ts'

export const web: Catalogue['web'] = {
  ui,
  calendar,
  tickets,
  transfers,
  refunds,
  event,
  home,
}
