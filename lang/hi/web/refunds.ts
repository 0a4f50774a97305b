import type { Catalogue } from '../../shape.ts'

/** What an event's refund policy says in words. */
export const refunds: Catalogue['web']['refunds'] = {
  title: 'रिफ़ंड',
  none: 'रिफ़ंड नहीं मिलता।',
  contact: 'रिफ़ंड के लिए आयोजक से बात करें।',
  full: (until) => `${until} तक पूरा रिफ़ंड`,
  part: (share, until) => `${until} तक ${share} वापस`,
  before: (time) => `शुरुआत से ${time} पहले`,
  start: 'शुरुआत',
  sentence: (parts) => `${parts}।`,
  feeKept: 'बुकिंग शुल्क वापस नहीं होता।',
}
