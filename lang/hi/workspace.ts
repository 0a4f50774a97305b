import type { Catalogue } from '../shape.ts'
import { accounts } from './web/accounts.ts'
import { admin } from './web/admin.ts'
import { byHand } from './web/by-hand.ts'
import { checkout } from './web/checkout.ts'
import { devUi } from './web/dev-ui.ts'
import { door } from './web/door.ts'
import { lists } from './web/lists.ts'
import { mailbox } from './web/mailbox.ts'
import { money } from './web/money.ts'
import { refundPage } from './web/refund-page.ts'
import { settings } from './web/settings.ts'
import { studio } from './web/studio.ts'
import { studioOrder } from './web/studio-order.ts'

export const workspace: Catalogue['workspace'] = {
  accounts,
  admin,
  byHand,
  checkout,
  devUi,
  door,
  lists,
  mailbox,
  money,
  settings,
  refundPage,
  studio,
  studioOrder,
}
