import type { Catalogue } from '../shape.ts'
import { accounts } from './web/accounts.ts'
import { admin } from './web/admin.ts'
import { calendar } from './web/calendar.ts'
import { checkout } from './web/checkout.ts'
import { devUi } from './web/dev-ui.ts'
import { door } from './web/door.ts'
import { event } from './web/event.ts'
import { home } from './web/home.ts'
import { lists } from './web/lists.ts'
import { mailbox } from './web/mailbox.ts'
import { studio } from './web/studio.ts'
import { tickets } from './web/tickets.ts'
import { ui } from './web/ui.ts'

export const web: Catalogue['web'] = {
  ui,
  calendar,
  checkout,
  tickets,
  event,
  accounts,
  mailbox,
  home,
  devUi,
  door,
  lists,
  studio,
  admin,
}
