import type { DetailsWords } from '../catalogue.ts'

export const details = (): DetailsWords => ({
  heading: 'بيانات الفوترة',
  intro: 'تُصدَر فواتيرك القادمة بهذه البيانات. أما الفواتير التي صدرت من قبل فتبقى كما هي.',
  name: { label: 'اسم الشركة أو الاسم الكامل', hint: 'كما ينبغي أن يظهر في فواتيرك.' },
  phone: 'رقم الهاتف',
  language: { label: 'اللغة', automatic: 'لغة متصفحك' },
  timeZone: {
    label: 'المنطقة الزمنية',
    hint: 'تصل رسائل التذكير صباحًا بتوقيت هذه المنطقة.',
    automatic: ({ seller }) => `المنطقة الزمنية لدى ${seller}`,
  },
  optional: ({ label }) => `${label} (اختياري)`,
  save: 'حفظ البيانات',
  saved: 'حُفظت بياناتك.',

  address: {
    legend: 'العنوان',
    country: 'البلد',
    chooseCountry: 'اختر بلدًا',
    changeCountry: 'إظهار حقول هذا البلد',
    line1: 'الشارع ورقم المبنى',
    line2: 'المبنى أو الطابق أو القسم',
    city: { city: 'المدينة', town: 'البلدة أو المدينة', suburb: 'الضاحية أو المدينة' },
    postalCode: {
      postal: 'الرمز البريدي',
      postcode: 'الرمز البريدي',
      zip: 'الرمز البريدي (ZIP)',
      pin: 'الرمز البريدي (PIN)',
      eircode: 'الرمز البريدي (Eircode)',
    },
    state: {
      state: 'الولاية',
      province: 'المقاطعة',
      prefecture: 'المحافظة',
      county: 'المقاطعة أو الإقليم',
      emirate: 'الإمارة',
      area: 'النطاق',
      department: 'الإقليم الإداري',
      region: 'المنطقة',
    },
  },

  taxIds: {
    legend: 'الأرقام الضريبية',
    hint: 'مثل رقمك في ضريبة القيمة المضافة. لحذف رقم، أفرغ حقله.',
    type: 'نوع الرقم',
    chooseType: 'اختر نوعًا',
    value: 'الرقم',
    others: 'بلدان أخرى',
  },

  contacts: {
    heading: 'من يتلقى الرسائل أيضًا',
    intro: 'يتلقى كل واحد من هؤلاء نسخة من الرسائل التي تختارها، وفيها رابط خاص به إلى الفاتورة.',
    remove: 'لحذف جهة اتصال، أفرغ اسمها وعنوانها.',
    nth: ({ nth }) => `جهة الاتصال ${nth}`,
    another: 'إضافة جهة اتصال',
    name: 'الاسم',
    email: 'البريد الإلكتروني',
    roles: {
      legend: 'يتلقى نسخة من',
      invoices: 'الفواتير',
      receipts: 'الإيصالات',
      reminders: 'رسائل التذكير',
      everything: 'كل شيء',
    },
    save: 'حفظ جهات الاتصال',
    saved: 'حُفظت جهات الاتصال.',
  },

  message: {
    question: ({ number, customer }) => `سؤال عن الفاتورة ${number} من ${customer}`,
    problem: ({ number, customer }) => `يقول ${customer} إن في الفاتورة ${number} خطأ`,
    about: ({ line }) => `بخصوص البند: ${line}`,
    reply: ({ customer }) => `رُدّ على هذه الرسالة ليصل جوابك إلى ${customer}.`,
    paused: 'تتوقف رسائل التذكير بهذه الفاتورة 14 يومًا، أو حتى ترسل الفاتورة من جديد.',
  },

  erasure: {
    requested: ({ customer }) => `يطلب ${customer} حذف بياناته`,
    how: ({ call }) => `تُنفِّذ ذلك بهذا الاستدعاء لواجهة البرمجة: ${call}. تبقى الفواتير الصادرة والإيصالات والمدفوعات.`,
    open: 'يجب تسوية الفواتير غير المدفوعة أو إلغاؤها أولًا.',
    law: 'في الاتحاد الأوروبي لديك شهر واحد للرد.',
  },

  problem: {
    title: 'لم يُحفظ شيء بعد',
    what: 'يُرجى تصحيح هذه الحقول:',
    prefix: 'خطأ:',
  },
  overtaken: {
    title: 'عدّل شخص آخر هذه البيانات في هذه الأثناء',
    what: 'تعرض الصفحة الآن ما حُفظ. لم يُحفظ شيء مما أدخلته بعد: راجع الحقول المعلَّمة ثم احفظ مرة أخرى.',
    yours: ({ text }) => `كنت قد أدخلت: ${text}`,
    nothing: 'لا شيء',
  },
  faults: {
    missing: ({ label }) => `املأ حقل «${label}».`,
    too_long: ({ label, most }) => `الحد الأقصى لحقل «${label}» هو ${most} حرفًا.`,
    choice: ({ label }) => `اختر «${label}» من القائمة.`,
    postal_code: ({ label, example }) => `ينبغي أن يكون «${label}» على هذا الشكل: ${example}.`,
    phone: ({ example }) => `أدخل رقم هاتف، مثل ${example}.`,
    tax_id_type: 'اختر نوع الرقم.',
    tax_id_form: ({ example }) => `يكون رقم من هذا النوع على هذا الشكل: ${example}.`,
    tax_id_check_digits: 'أرقام التحقق لا تتطابق. يُرجى مقارنة الرقم بمستنداتك.',
    tax_id_twice: 'هذا الرقم موجود في القائمة.',
    email: ({ example }) => `أدخل عنوان بريد إلكتروني، مثل ${example}.`,
    email_twice: 'لجهة اتصال أخرى هذا العنوان.',
    roles: 'اختر نوعًا واحدًا من الرسائل على الأقل.',
  },
})
