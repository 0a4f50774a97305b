import type { Catalogue } from '../shape.ts'
import { calendar } from './web/calendar.ts'
import { checkout } from './web/checkout.ts'
import { event } from './web/event.ts'
import { home } from './web/home.ts'
import { tickets } from './web/tickets.ts'
import { ui } from './web/ui.ts'

export const web: Catalogue['web'] = {
  ui,
  calendar,
  checkout,
  tickets,
  event,
  home,
}
