import type { PortalWords } from '../catalogue.ts'
import { pluralIn } from '../plural.ts'

export const portal = (): PortalWords => {
  const plural = pluralIn('ar')
  return {
    title: ({ page, seller }) => `${page} – ${seller}`,
    skip: 'انتقل إلى المحتوى',
    navigation: 'حسابك',
    signOut: 'تسجيل الخروج',
    back: ({ seller }) => `العودة إلى ${seller}`,
    privacy: 'سياسة الخصوصية',
    terms: 'شروط الخدمة',
    places: { overview: 'نظرة عامة', invoices: 'الفواتير', statement: 'كشف الحساب', sessions: 'الأجهزة' },

    login: {
      heading: 'سجّل الدخول لعرض فواتيرك',
      text: ({ seller }) =>
        `أدخل عنوان البريد الإلكتروني الذي ترسل إليه ${seller} فواتيرك. سنرسل إليك رمزًا، ولا تحتاج إلى كلمة مرور.`,
      address: 'البريد الإلكتروني',
      button: 'أرسل لي رمزًا',
      addressInvalid: 'أدخل عنوان بريد إلكتروني بالصيغة name@example.com.',
      signedOut: 'تم تسجيل خروجك.',
      sessionEnded: 'تم تسجيل خروجك للحفاظ على خصوصية فواتيرك. سجّل الدخول مرة أخرى للمتابعة.',
    },
    code: {
      heading: 'تحقق من بريدك الوارد',
      text: 'إذا كان هذا العنوان معروفًا لدينا، فقد أُرسل إليه رمز من ستة أرقام. يصلح الرمز لعشر دقائق، وفي هذا المتصفح فقط.',
      label: 'الرمز',
      button: 'تسجيل الدخول',
      wrong: 'هذا الرمز لا يعمل. تحقق من الأرقام الستة، أو اطلب رمزًا جديدًا.',
      nothing: 'لم يصل شيء؟ ابحث في مجلد الرسائل غير المرغوبة، أو انتظر بضع دقائق ثم',
      again: 'اطلب رمزًا جديدًا',
    },
    otherBrowser: {
      heading: 'عد إلى المتصفح الذي طلبت منه الرمز',
      text: 'يعمل هذا الرابط فقط في المتصفح الذي طلبت منه تسجيل الدخول. عد إليه واكتب الرمز الذي في الرسالة. لم يحدث شيء هنا، وما زال الرمز صالحًا هناك.',
      again: 'سجّل الدخول من هنا بدلًا من ذلك',
    },
    choice: {
      heading: 'أي حساب تريد أن تعرض؟',
      text: ({ seller }) => `عنوانك مسجّل لدى ${seller} لأكثر من عميل.`,
      noName: 'بلا اسم',
    },

    column: { number: 'الرقم', state: 'الحالة', issued: 'تاريخ الإصدار', due: 'تاريخ الاستحقاق', amount: 'المبلغ' },
    state: {
      open: 'غير مدفوعة',
      part_paid: 'مدفوعة جزئيًا',
      overdue: 'متأخرة',
      processing: 'الدفعة قيد التنفيذ',
      paid: 'مدفوعة',
      void: 'ملغاة',
    },
    noDueDay: 'بلا موعد',
    stillToPay: ({ amount }) => `المتبقي ${amount}`,

    overview: {
      nothing: 'ليس عليك شيء للدفع.',
      toPay: ({ invoices }) =>
        plural(invoices, {
          zero: `للدفع، ${invoices.text} فاتورة`,
          one: 'للدفع، فاتورة واحدة',
          two: 'للدفع، فاتورتان',
          few: `للدفع، ${invoices.text} فواتير`,
          many: `للدفع، ${invoices.text} فاتورة`,
          other: `للدفع، ${invoices.text} فاتورة`,
        }),
      overdue: ({ amount }) => `منها متأخر ${amount}`,
      coming: ({ amount }) => `يستحق لاحقًا ${amount}`,
      open: 'الفواتير غير المدفوعة',
      all: ({ invoices }) =>
        plural(invoices, {
          zero: `اعرض ${invoices.text} فاتورة غير مدفوعة`,
          one: 'اعرض الفاتورة غير المدفوعة',
          two: 'اعرض الفاتورتين غير المدفوعتين',
          few: `اعرض الفواتير غير المدفوعة كلها، وهي ${invoices.text}`,
          many: `اعرض الفواتير غير المدفوعة كلها، وهي ${invoices.text}`,
          other: `اعرض الفواتير غير المدفوعة كلها، وهي ${invoices.text}`,
        }),
      paid: 'آخر المدفوعات',
      nonePaid: 'ستظهر مدفوعاتك هنا.',
      invoice: ({ number }) => `الفاتورة ${number}`,
    },

    pay: {
      heading: 'ادفع عدة فواتير',
      which: 'أي الفواتير تريد دفعها؟',
      due: ({ day }) => `تستحق في ${day}`,
      sum: 'المجموع',
      update: 'حدّث المجموع',
      button: ({ amount }) => `ادفع ${amount}`,
      none: 'اختر الفواتير التي تريد دفعها، ثم حدّث المجموع.',
      single: 'تابع إلى هذه الفاتورة',
      chooseAndPay: 'اختر وادفع',
      arrived: 'شكرًا لك، وصلت دفعتك.',
      underWay: 'شكرًا لك. دفعتك في الطريق، وستظهر هنا عند وصولها.',
    },

    invoices: {
      search: 'بحث',
      searchHint: 'رقم أو نص',
      state: 'الحالة',
      states: { all: 'الكل', open: 'غير مدفوعة', overdue: 'متأخرة', paid: 'مدفوعة', void: 'ملغاة' },
      year: 'السنة',
      allYears: 'الكل',
      sort: 'الترتيب',
      sorts: { newest: 'الأحدث أولًا', oldest: 'الأقدم أولًا', due: 'الأقرب استحقاقًا', amount: 'الأكبر أولًا' },
      show: 'عرض',
      none: 'ستظهر فواتيرك هنا.',
      noneFound: 'لا توجد فاتورة مطابقة.',
      list: ({ year }) => `قائمة ${year} (CSV)`,
      documents: ({ year }) => `كل ملفات PDF لسنة ${year} (ZIP)`,
      showAll: 'عرض كل الفواتير',
      pages: 'الصفحات',
      first: 'العودة إلى البداية',
      next: 'المزيد من الفواتير',
    },

    sessions: {
      text: 'أنت مسجّل الدخول على هذه الأجهزة. إذا لم تتعرف على جهاز فسجّل خروجه.',
      current: 'هذا الجهاز',
      unknownBrowser: 'متصفح',
      way: {
        code: ({ when }) => `تسجيل دخول برمز من رسالة، ${when}`,
        api: ({ when }) => `تسجيل دخول عبر موقع البائع، ${when}`,
      },
      lastUsed: ({ when }) => `آخر استخدام ${when}`,
      end: 'تسجيل الخروج',
      endAll: 'تسجيل الخروج من كل الأجهزة',
    },
  }
}
