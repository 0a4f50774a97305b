import type { Catalogue } from '../shape.ts'
import { calendar } from './web/calendar.ts'
import { event } from './web/event.ts'
import { home } from './web/home.ts'
import { tickets } from './web/tickets.ts'
import { ui } from './web/ui.ts'

export const web: Catalogue['web'] = {
  ui,
  calendar,
  tickets,
  event,
  home,
}
