import type { InvoiceWords } from '../catalogue.ts'

export const invoice = (): InvoiceWords => ({
  document: {
    heading: 'فاتورة',
    from: 'من',
    to: 'إلى',
    shipTo: 'عنوان التسليم',
    number: 'رقم الفاتورة',
    issued: 'تاريخ الإصدار',
    due: 'تاريخ الاستحقاق',
    purchaseOrder: 'رقم أمر الشراء',
    buyerReference: 'مرجعكم',
    description: 'الوصف',
    quantity: 'الكمية',
    unitPrice: 'سعر الوحدة',
    tax: 'الضريبة',
    amount: 'المبلغ',
    period: ({ from, to }) => `${from} – ${to}`,
    noDescription: 'بلا وصف',
    discount: 'خصم',
    discountOf: ({ name, percent }) => `${name} (خصم ${percent})`,
    percentOff: ({ percent }) => `خصم ${percent}`,
    subtotal: 'المجموع الفرعي',
    taxOn: ({ name, percent, taxable }) => `${name} ${percent} على ${taxable}`,
    taxIncluded: ({ name, percent, taxable }) => `${name} ${percent} على ${taxable} (مشمولة)`,
    total: 'الإجمالي',
    creditApplied: 'مدفوع من رصيدك',
    balanceCarried: 'رصيد مُرحَّل من قبل',
    taxByLine: 'قُرّبت الضريبة لكل بند على حدة، ولذلك قد تختلف قليلًا عن تطبيق نسبتها على المجموع.',
    lineDiscounts: 'خصومات على بعض البنود',
    taxNotCharged: 'ضريبة غير محتسبة',
    paid: 'المدفوع',
    toPay: 'المبلغ المطلوب دفعه',
    remaining: 'المبلغ المتبقي',
    paidInFull: 'مدفوعة بالكامل',
    nothingDue: 'لا شيء للدفع',
    reverseCharge:
      'الاحتساب العكسي: ضريبة القيمة المضافة مستحقة على المتلقي (المادة 196 من التوجيه 2006/112/EC، Reverse charge).',
    exempt: 'لا تُحتسب أي ضريبة: المتلقي معفى من الضريبة.',
    reverseChargeShort: 'احتساب عكسي',
    exemptShort: 'معفى',
    memo: 'ملاحظة',
    payments: 'الدفعات',
    refunded: ({ amount }) => `رُدّ ${amount}`,
    disputed: ({ amount }) => `${amount} محل اعتراض لدى المصرف`,
    reversed: ({ amount }) => `استرجع المصرف ${amount}`,
    keptAsCredit: ({ amount, seller }) => `وصل ${amount} زيادةً على المستحق. يحتفظ به ${seller} رصيدًا لك.`,
    onItsWay: 'في الطريق',
  },

  taxId: { vat: 'رقم ضريبة القيمة المضافة', gst: 'رقم GST', tax: 'الرقم الضريبي', business: 'رقم المنشأة' },
  methodType: {
    card: 'بطاقة',
    sepa_debit: 'خصم SEPA المباشر',
    us_bank_account: 'حساب مصرفي أمريكي',
    bacs_debit: 'خصم Bacs المباشر',
    au_becs_debit: 'خصم BECS المباشر',
    acss_debit: 'خصم مُصرَّح به مسبقًا (كندا)',
    bancontact: 'Bancontact',
    eps: 'EPS',
    ideal: 'iDEAL',
    p24: 'Przelewy24',
    customer_balance: 'تحويل مصرفي',
    link: 'Link',
    other: 'طريقة أخرى',
  },

  endingIn: ({ method, last4 }) => `${method} المنتهية بـ ${last4}`,
  paidElsewhere: 'دُفعت خارج هذه الصفحة',
  decline: {
    declined: {
      what: 'رفض مصرفك هذه الدفعة.',
      next: 'ادفع بطريقة أخرى، أو اسأل مصرفك ثم حاول من جديد.',
    },
    insufficient_funds: {
      what: 'لم يكن في الحساب رصيد كافٍ لهذه الدفعة.',
      next: 'ادفع بطريقة أخرى، أو حاول من جديد عندما يتوفر الرصيد.',
    },
    limit_exceeded: {
      what: 'تتجاوز هذه الدفعة الحد المسموح به للبطاقة أو الحساب.',
      next: 'ادفع بطريقة أخرى، أو اطلب من مصرفك رفع الحد.',
    },
    expired: { what: 'انتهت صلاحية هذه البطاقة.', next: 'استخدم بطاقة أخرى أو بطاقتك الجديدة.' },
    incorrect_number: {
      what: 'رقم البطاقة غير صحيح.',
      next: 'تحقق من الرقم المكتوب على البطاقة وحاول من جديد.',
    },
    incorrect_expiry: {
      what: 'تاريخ انتهاء الصلاحية غير صحيح.',
      next: 'تحقق من الشهر والسنة على البطاقة وحاول من جديد.',
    },
    incorrect_code: {
      what: 'رمز الأمان غير صحيح.',
      next: 'تحقق من الأرقام الثلاثة أو الأربعة على البطاقة وحاول من جديد.',
    },
    incorrect_address: {
      what: 'العنوان أو الرمز البريدي لا يطابق البطاقة.',
      next: 'أدخل العنوان المسجل لدى مصرفك وحاول من جديد.',
    },
    incorrect_pin: {
      what: 'الرقم السري ناقص أو غير صحيح.',
      next: 'حاول من جديد، أو ادفع بطريقة أخرى.',
    },
    confirmation_needed: {
      what: 'يريد مصرفك التأكد من هويتك.',
      next: 'ادفع من جديد وأكّد الدفعة في تطبيق مصرفك أو موقعه.',
    },
    confirmation_failed: {
      what: 'لم يتمكن مصرفك من التأكد من هويتك.',
      next: 'حاول من جديد وأبقِ هاتفك قريبًا، أو ادفع بطريقة أخرى.',
    },
    not_supported: {
      what: 'لا تسمح هذه البطاقة أو هذا الحساب بهذا النوع من الدفع.',
      next: 'استخدم بطاقة أخرى، أو ادفع بطريقة أخرى.',
    },
    currency_not_supported: {
      what: 'لا تسمح هذه البطاقة أو هذا الحساب بالدفع بهذه العملة.',
      next: 'استخدم بطاقة أخرى، أو ادفع بطريقة أخرى.',
    },
    amount_not_supported: {
      what: 'لا تقبل طريقة الدفع هذه هذا المبلغ.',
      next: 'ادفع بطريقة أخرى.',
    },
    try_again: {
      what: 'تعذّر تنفيذ الدفعة الآن.',
      next: 'حاول من جديد بعد بضع دقائق، أو ادفع بطريقة أخرى.',
    },
    duplicate: {
      what: 'تمت قبل قليل دفعة بالمبلغ نفسه.',
      next: 'راجع آخر معاملاتك قبل أن تدفع مرة أخرى.',
    },
    account_closed: {
      what: 'هذا الحساب المصرفي مغلق.',
      next: 'استخدم حسابًا آخر، أو ادفع بطريقة أخرى.',
    },
    account_invalid: {
      what: 'لم يجد المصرف هذا الحساب أو لم يتمكن من استخدامه.',
      next: 'تحقق من بيانات الحساب، أو ادفع بطريقة أخرى.',
    },
    debit_not_authorized: {
      what: 'يقول المصرف إن هذا الخصم غير مصرّح به.',
      next: 'ادفع من جديد ووافق على الخصم، أو ادفع بطريقة أخرى.',
    },
    permission_withdrawn: {
      what: 'سُحب الإذن بالخصم من هذه البطاقة أو هذا الحساب.',
      next: 'ادفع بطريقة أخرى، أو اطلب من مصرفك السماح بذلك من جديد.',
    },
    method_gone: {
      what: 'لم تعد طريقة الدفع المحفوظة صالحة للاستخدام.',
      next: 'اختر طريقة دفع أخرى.',
    },
    took_too_long: {
      what: 'لم تكتمل الدفعة في الوقت المحدد.',
      next: 'يمكنك البدء من جديد.',
    },
    test_card: { what: 'هذه بطاقة اختبار.', next: 'استخدم بطاقة حقيقية.' },
    unknown: {
      what: 'لم تنجح الدفعة.',
      next: 'حاول من جديد، أو ادفع بطريقة أخرى. إذا تكرر الفشل فاسأل مصرفك.',
    },
  },

  nothingCharged: 'لم يُخصم شيء.',
  nextTry: ({ date }) => `ستُعاد المحاولة تلقائيًا في ${date} ما لم تدفع قبل ذلك.`,

  payOnline: {
    title: 'الدفع عبر الإنترنت',
    text: 'امسح الرمز بهاتفك أو افتح هذا العنوان:',
    alt: 'رمز يحتوي على عنوان دفع الفاتورة',
  },

  transfer: {
    summary: 'الدفع بتحويل مصرفي',
    onlyTitle: 'يُرجى الدفع بتحويل مصرفي',
    whyNotOnline: {
      too_small: 'المبلغ أصغر من أن يُدفع عبر الإنترنت.',
      too_fine: 'لا تقبل البطاقات مبلغًا بهذه الدقة في هذه العملة.',
      otherwise: 'لا تُدفع هذه الفاتورة عبر الإنترنت.',
    },
    text: ({ seller }) =>
      `اذكر المرجع ليعرف ${seller} أي فاتورة تدفع. تظهر الفاتورة مدفوعة بعد أن يسجّل ${seller} وصول المبلغ.`,
    mailText: ({ seller }) => `يمكنك الدفع بتحويل مصرفي. اذكر المرجع ليعرف ${seller} أي فاتورة تدفع.`,
    check: ({ seller }) => `إذا ذكرت لك رسالة أخرى حسابًا مختلفًا، فاتصل قبل الدفع بـ ${seller} على رقم تعرفه من قبل.`,
    amount: 'المبلغ',
    reference: 'المرجع',
    holder: 'صاحب الحساب',
    accountNumber: 'رقم الحساب',
    bankName: 'المصرف',
    bankCode: {
      routing_number: 'رقم التوجيه',
      sort_code: 'رمز الفرز',
      bank_code: 'رمز المصرف',
    },
  },
})
