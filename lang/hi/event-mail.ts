import type { Catalogue } from '../shape.ts'

/** Sentences of the emails to everybody who has a ticket of an event. */
export const eventMail: Catalogue['eventMail'] = {
  tickets: 'मेरे टिकट दिखाएँ',
  seeEvent: 'कार्यक्रम देखें',
  was: (what) => `${what}, पहले`,
  is: (what) => `${what}, अब`,
  starts: 'शुरुआत',
  ends: 'समाप्ति',
  where: 'जगह',
  online: 'ऑनलाइन',
  name: 'नाम',
  link: 'शामिल होने का लिंक',
  linkOnTicket: 'बदल गया है और आपके टिकट पर है',
  moved: {
    subject: {
      time: (event) => `नया समय: ${event}`,
      place: (event) => `नई जगह: ${event}`,
      both: (event) => `नया समय और नई जगह: ${event}`,
      name: (event) => `अब नाम है ${event}`,
      link: (event) => `नया लिंक: ${event}`,
    },
    text: 'जिस कार्यक्रम का टिकट आपके पास है, उसका समय या उसकी जगह बदल गई है। आपका टिकट उसी कोड के साथ मान्य है।',
    changed: 'जिस कार्यक्रम का टिकट आपके पास है, उसमें कुछ बदला है। आपका टिकट उसी कोड के साथ मान्य है।',
    calendar: 'इस ईमेल की फ़ाइल आपके कैलेंडर में इसे ठीक कर देती है।',
    window: (share, until) => `अगर आप तब नहीं आ सकते, तो ${until} से पहले टिकट रद्द करें: क़ीमत का ${share} वापस मिलेगा।`,
    windowWithFee: (share, until) =>
      `अगर आप तब नहीं आ सकते, तो ${until} से पहले टिकट रद्द करें: क़ीमत और बुकिंग शुल्क का ${share} वापस मिलेगा।`,
  },
  stopped: {
    subject: (event: string) => `बिक्री रोकी गई: ${event}`,
    text: (event: string, organizer: string) =>
      `हमने ${event} के टिकटों की बिक्री रोक दी है, क्योंकि हम इसके आयोजक ${organizer} से जुड़ी एक बात की जाँच कर रहे हैं।`,
    ticket: 'आपका टिकट फ़िलहाल मान्य है। अगर कार्यक्रम नहीं हुआ, तो हम आपको बताएँगे और आपके पैसे वापस होंगे।',
    unpaid: 'आपने अभी भुगतान नहीं किया है। जब तक टिकट फिर से बिक्री पर न आएँ, भुगतान न करें।',
  },
  cancelled: {
    subject: (event) => `रद्द: ${event}`,
    text: (event, organizer) => `${organizer} ने ${event} रद्द कर दिया है। यह कार्यक्रम नहीं होगा।`,
    message: (words) => `आयोजक लिखते हैं: ${words}`,
    back: (amount) =>
      `${amount} उसी रास्ते वापस जा रहे हैं जिससे आपने भुगतान किया था। आपको कुछ नहीं करना; खाते में पहुँचने में कुछ दिन लग सकते हैं।`,
    byHand: (amount) => `आपने ${amount} सीधे आयोजक को दिए थे; वही आपको लौटाएँगे।`,
    unpaid: 'आपने अभी भुगतान नहीं किया था। अब न करें।',
  },
}
