import type { Catalogue } from '../shape.ts'

export const documents: Catalogue['documents'] = {
  title: (event) => `${event} के टिकट`,
  ticket: 'टिकट',
  ticketOf: (type, position, of) => `${type}, ${of} में से ${position}`,
  name: 'नाम',
  starts: 'शुरुआत',
  where: 'स्थान',
  order: 'ऑर्डर',
  foot: (organizer) => `आयोजक: ${organizer}। प्रवेश द्वार पर यह कोड काग़ज़ पर या स्क्रीन पर दिखाएँ।`,
  join: (url) => `यहाँ जुड़ें: ${url}`,
  tickets: (platform) => `मेरे टिकट, ${platform}`,
  yourTickets: (url) => `आपके टिकट: ${url}`,
  test: 'परीक्षण टिकट: इससे प्रवेश नहीं मिलता, कोई पैसा नहीं दिया गया',
}
