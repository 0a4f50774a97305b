import type { Catalogue } from '../shape.ts'
import { accounts } from './web/accounts.ts'
import { admin } from './web/admin.ts'
import { checkout } from './web/checkout.ts'
import { devUi } from './web/dev-ui.ts'
import { door } from './web/door.ts'
import { lists } from './web/lists.ts'
import { mailbox } from './web/mailbox.ts'
import { money } from './web/money.ts'
import { studio } from './web/studio.ts'

export const workspace: Catalogue['workspace'] = {
  accounts,
  admin,
  checkout,
  devUi,
  door,
  lists,
  mailbox,
  money,
  studio,
}
