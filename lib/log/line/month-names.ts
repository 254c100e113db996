// Made by scripts/months.ts from glibc's locales (LC_TIME: abmon, ab_alt_mon, abday). Do not edit.

/**
 * The locales of glibc that share their names; their short months from January on, those of one month behind `;`,
 * their short weekdays from Sunday on. The locales whose logs are met most come first.
 */
export const monthNames: readonly (readonly [locales: string, months: string, weekdays: string])[] = [
  [
    "C bhb_IN en_AG en_AU en_BW en_CA en_DK en_GB en_HK en_IE en_IE@euro en_IL en_IN en_NG en_NZ en_PH en_SC en_SG en_US en_ZA en_ZM en_ZW hif_FJ sid_ET",
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    "Sun;Ravi;Sam|Mon;Som;San|Tue;Mangal;Mak|Wed;Budh;Row|Thu;Guru;Ham|Fri;Shukra;Arb|Sat;Shani;Qid"
  ],
  [
    "de_DE de_BE de_BE@euro de_CH de_DE@euro de_LI de_LU de_LU@euro nds_DE",
    "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez",
    "So;Sdag|Mo;Maan|Di;Ding|Mi;Migg|Do;Dunn|Fr;Free|Sa;Svd."
  ],
  [
    "fr_FR fr_FR@euro",
    "janv.|févr.|mars|avril|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
    "dim.|lun.|mar.|mer.|jeu.|ven.|sam."
  ],
  [
    "es_ES es_AR es_BO es_CL es_CO es_CR es_CU es_DO es_EC es_ES@euro es_GT es_HN es_MX es_NI es_PA es_PR es_PY es_SV es_US es_VE nhn_MX",
    "ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic",
    "dom;teo|lun;cei|mar;ome|mié;yei|jue;nau|vie;mac|sáb;chi"
  ],
  ["it_IT it_CH it_IT@euro", "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic", "dom|lun|mar|mer|gio|ven|sab"],
  ["pt_BR pt_PT pt_PT@euro", "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez", "dom|seg|ter|qua|qui|sex|sáb"],
  ["pl_PL", "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru", "nie|pon|wto|śro|czw|pią|sob"],
  ["ru_RU ru_UA", "янв|фев|мар|апр|мая;май|июн|июл|авг|сен|окт|ноя|дек", "Вс|Пн|Вт|Ср|Чт|Пт|Сб"],
  ["uk_UA", "січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру", "нд|пн|вт|ср|чт|пт|сб"],
  [
    "nl_NL nl_AW nl_BE nl_BE@euro nl_NL@euro",
    "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
    "zo|ma|di|wo|do|vr|za"
  ],
  [
    "sv_SE da_DK kl_GL sv_FI sv_FI@euro",
    "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec",
    "søn;sap;sön|man;ata;mån|tir;mar;tis|ons;pin|tor;sis|fre;tal|lør;arf;lör"
  ],
  [
    "nb_NO nn_NO",
    "jan.|feb.|mars|april|mai|juni|juli|aug.|sep.|okt.|nov.|des.",
    "sø.;su.|ma.;må.|ti.;ty.|on.|to.|fr.|lø.;la."
  ],
  ["fi_FI fi_FI@euro", "tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu", "su|ma|ti|ke|to|pe|la"],
  ["cs_CZ", "led|úno|bře|dub|kvě|čen|čec|srp|zář|říj|lis|pro", "Ne|Po|Út|St|Čt|Pá|So"],
  ["sk_SK", "jan|feb|mar|apr|máj|jún|júl|aug|sep|okt|nov|dec", "Ne|Po|Ut|St|Št|Pi|So"],
  ["hu_HU", "jan|febr|márc|ápr|máj|jún|júl|aug|szept|okt|nov|dec", "v|h|k|sze|cs|p|szo"],
  ["tr_TR tr_CY", "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara", "Paz|Pzt|Sal|Çrş|Prş|Cum|Cts"],
  [
    "ja_JP zh_CN cmn_TW hak_TW nan_TW yue_HK zh_HK zh_TW",
    "1月|2月|3月|4月|5月|6月|7月|8月|9月|10月|11月|12月",
    "日|一;月|二;火|三;水|四;木|五;金|六;土"
  ],
  ["ko_KR", "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월", "일|월|화|수|목|금|토"],
  ["ro_RO", "ian|feb|mar|apr|mai|iun|iul|aug|sep|oct|nov|dec", "Du|Lu|Ma|Mi|Jo|Vi|Sb"],
  ["bg_BG", "яну|фев|мар|апр|май|юни|юли|авг|сеп|окт|ное|дек", "нд|пн|вт|ср|чт|пт|сб"],
  [
    "el_GR el_CY el_GR@euro",
    "Ιαν|Φεβ|Μαρ;Μάρ|Απρ|Μαΐ;Μάι|Ιουν;Ιούν|Ιουλ;Ιούλ|Αυγ;Αύγ|Σεπ|Οκτ|Νοε;Νοέ|Δεκ",
    "Κυρ|Δευ|Τρι|Τετ|Πεμ|Παρ|Σαβ"
  ],
  ["hr_HR", "sij|velj|ožu|tra|svi|lip|srp|kol|ruj|lis|stu|pro", "ned|pon|uto|sri|čet|pet|sub"],
  ["sl_SI sr_RS@latin", "jan|feb|mar|apr|maj|jun|jul|avg|sep|okt|nov|dec", "ned|pon|tor;uto|sre|čet|pet|sob;sub"],
  ["sr_RS sr_ME", "јан|феб|мар|апр|мај|јун|јул|авг|сеп|окт|нов|дец", "нед|пон|уто|сри;сре|чет|пет|суб"],
  ["lt_LT", "saus.|vas.|kov.|bal.|geg.|birž.|liep.|rugp.|rugs.|spal.|lapkr.|gruod.", "Sk|Pr|An|Tr|Kt|Pn|Št"],
  ["lv_LV", "jan|feb|mar|apr|mai|jūn|jūl|aug|sep|okt|nov|dec", "Sv|P|O|T|C|Pk|S"],
  ["et_EE", "jaan|veebr|märts|apr|mai|juuni|juuli|aug|sept|okt|nov|dets", "P|E|T|K|N|R|L"],
  [
    "ca_ES ca_AD ca_ES@euro ca_ES@valencia ca_FR ca_IT",
    "de gen.;gen.|de febr.;febr.|de març;març|d’abr.;abr.|de maig;maig|de juny;juny|de jul.;jul.|d’ag.;ag.|de set.;set.|d’oct.;oct.|de nov.;nov.|de des.;des.",
    "dg.|dl.|dt.|dc.|dj.|dv.|ds."
  ],
  ["id_ID", "Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des", "Min|Sen|Sel|Rab|Kam|Jum|Sab"],
  ["vi_VN", "Thg 1|Thg 2|Thg 3|Thg 4|Thg 5|Thg 6|Thg 7|Thg 8|Thg 9|Thg 10|Thg 11|Thg 12", "CN|T2|T3|T4|T5|T6|T7"],
  ["th_TH", "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค.", "อา.|จ.|อ.|พ.|พฤ.|ศ.|ส."],
  [
    "ar_EG ar_AE ar_BH ar_IN ar_KW ar_LY ar_OM ar_QA ar_SD ar_SS ar_YE",
    "ينا|فبر|مار|أبر|ماي|يون|يول|أغس|سبت|أكت|نوف|ديس",
    "ح|ن|ث|ر|خ|ج|س"
  ],
  ["he_IL", "ינו|פבר|מרץ|אפר|מאי|יונ|יול|אוג|ספט|אוק|נוב|דצמ", "א'|ב'|ג'|ד'|ה'|ו'|ש'"],
  [
    "fa_IR",
    "ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اكتبر|نوامبر|دسامبر",
    "یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|شنبه"
  ],
  ["hi_IN", "जन॰|फ़र॰|मार्च|अप्रैल|मई|जून|जुल॰|अग॰|सित॰|अक्तू॰|नव॰|दिस॰", "रवि|सोम|मंगल|बुध|गुरु|शुक्र|शनि"],
  [
    "aa_DJ aa_ER aa_ER@saaho aa_ET",
    "Qun|Nah|Cig|Agd|Cax|Qas|Qad|Leq|Way|Dit|Xim|Kax",
    "Aca;Nab|Etl;San|Tal;Sal|Arb;Rab|Kam;Cam|Gum;Jum|Sab;Qun"
  ],
  ["ab_GE", "Ажь|Жәаб|Хәажә|Мш|Лаҵ|Рашә|Ԥхынгә|Нанҳә|Цәыб|Жьҭ|Абҵ|Ԥхынҷ", "Ам|Ашә|Аҩ|Ах|Аԥ|Ахә|Ас"],
  ["af_ZA", "Jan|Feb|Mrt|Apr|Mei|Jun|Jul|Aug|Sep|Okt|Nov|Des", "So|Ma|Di|Wo|Do|Vr|Sa"],
  ["agr_PE", "Pet|Kup|Uya|Tay|Keg|Teg|Kun|Yag|Dait|Ipam|Shin|Sak", "Tun|Ach|Kug|Sak|Shim|Im|Bat"],
  ["ak_GH", "S-Ɔ|K-Ɔ|E-Ɔ|E-O|E-K|O-A|A-K|D-Ɔ|F-Ɛ|Ɔ-A|Ɔ-O|M-Ɔ", "Kwe|Dwo|Ben|Wuk|Yaw|Fia|Mem"],
  [
    "am_ET gez_ET gez_ET@abegede ti_ET wal_ET",
    "ጃንዩ|ፌብሩ|ማርች|ኤፕረ|ሜይ|ጁን|ጁላይ|ኦገስ|ሴፕቴ|ኦክተ|ኖቬም|ዲሴም",
    "እሑድ;እኁድ;ሰንበ;ወጋ|ሰኞ;ሰኑይ;ሳይኖ|ማክሰ;ሠሉስ;ሰሉስ;ማቆሳ|ረቡዕ;ራብዕ;አሩዋ|ሐሙስ;ሓሙስ;ሃሙሳ|ዓርብ;ዓርበ;ዓርቢ;አርባ|ቅዳሜ;ቀዳሚ;ቀዳም;ቄራ"
  ],
  ["an_ES", "chi|feb|mar|abr|may|chn|chl|ago|set|oct|nov|avi", "dom|lun|mar|mie|chu|vie|sab"],
  ["anp_IN", "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर", "रवि|सोम|मंगल|बुध|बृहस्पति|शुक्र|शनि"],
  ["ar_DZ ar_TN", "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر", "ح|ن|ث|ر|خ|ج|س"],
  [
    "ar_IQ ar_JO ar_LB ar_SY",
    "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
    "ح|ن|ث|ر|خ|ج|س"
  ],
  ["ar_MA", "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر", "ح|ن|ث|ر|خ|ج|س"],
  ["ar_SA", "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر", "ح|ن|ث|ر|خ|ج|س"],
  ["as_IN", "জানু|ফেব্ৰু|মাৰ্চ|এপ্ৰিল|মে|জুন|জুলাই|আগ|সেপ্ট|অক্টো|নভে|ডিসে", "দেও|সোম|মঙ্গল|বুধ|বৃহষ্পতি|শুক্ৰ|শনি"],
  ["ast_ES", "xin|feb|mar|abr|may|xun|xnt|ago|set|och|pay|avi", "dom|llu|mar|mié|xue|vie|sáb"],
  ["ayc_PE", "ini|phi|mar|awr|may|jun|jul|awu|sit|ukt|nuw|ris", "tum|lun|mar|mir|juy|wir|saw"],
  [
    "az_AZ ber_DZ ber_MA",
    "Yan|Fev|Mar|Apr|May|İyn|İyl|Avq|Sen|Okt|Noy|Dek",
    "baz|ber;bir|çax;iki|çər;üçü|cax;dör|cüm;beş|şnb;alt"
  ],
  [
    "az_IR",
    "ژانویه|فوریه|مارس|آوریل|مئی|ژوئن|جولای|آقۇست|سپتامبر|اوْکتوْبر|نوْوامبر|دسامبر",
    "یکشنبه|دوشنبه|سه‌شنبه|چارشنبه|جۆمعه آخشامی|جۆمعه|شنبه"
  ],
  ["be_BY", "сту|лют|сак|кра|мая;май|чэр|ліп|жні|вер|кас|ліс|сне", "Няд|Пан|Аўт|Срд|Чцв|Пят|Суб"],
  ["be_BY@latin", "Stu|Lut|Sak|Kra|Maj|Čer|Lip|Žni|Vie|Kas|Lis|Śni", "Nia|Pan|Aŭt|Sie|Čać|Pia|Sub"],
  ["bem_ZM", "Jan|Feb|Mac|Epr|Mei|Jun|Jul|Oga|Sep|Okt|Nov|Dis", "Sun|Mon|Tue|Wed|Thu|Fri|Sat"],
  ["bho_IN bho_NP", "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितम्बर|अक्टूबर|नवम्बर|दिसम्बर", "रवि|सोम|मंगल|बुध|गुरु|शुक्र|शनि"],
  ["bi_VU", "Jan|Feb|Maj|Epr|Mei|Jun|Jul|Ogs|Sep|Okt|Nov|Dis", "San|Man|Tus|Wen|Tas|Fra|Sar"],
  [
    "bn_BD bn_IN",
    "জানু|ফেব|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "রবি|সোম|মঙ্গল|বুধ|বৃহঃ;বৃহস্পতি|শুক্র|শনি"
  ],
  [
    "bo_CN bo_IN dz_BT",
    "ཟླ་༡|ཟླ་༢|ཟླ་༣|ཟླ་༤|ཟླ་༥|ཟླ་༦|ཟླ་༧|ཟླ་༨|ཟླ་༩|ཟླ་༡༠|ཟླ་༡༡|ཟླ་༡༢",
    "ཉི་;ཟླ་|ཟླ་;མིར་|མིར་;ལྷག་|ལྷག་;པུར་|པུར་;སངས་|སངས་;སྤེན་|སྤེན་;ཉི་"
  ],
  ["br_FR br_FR@euro", "Gen|Cʼhw|Meu|Ebr|Mae|Mezh|Gou|Eos|Gwe|Her|Du|Ker", "sul|lun|meu|mer|yao|gwe|sad"],
  ["brx_IN", "जानुवारी|फेब्रुवारी|मार्स|एप्रिल|मे|जुन|जुलाइ|आगस्थ|सेबथेज्ब़र|अखथबर|नबेज्ब़र|दिसेज्ब़र", "रबि|सम|मंगल|बुद|बिसथि|सुखुर|सुनि"],
  ["bs_BA", "Jan|Feb|Mar|Apr|Maj|Jun|Jul|Aug|Sep|Okt|Nov|Dec", "Ned|Pon|Uto|Sri|Čet|Pet|Sub"],
  ["byn_ER", "ልደት|ካብኽ|ክብላ|ፋጅኺ|ክቢቅ|ም/ት|ኰር|ማርያ|ያኸኒ|መተሉ|ም/ም|ተሕሳ", "ሰ/ቅ|ሰኑ|ሰሊጝ|ለጓ|ኣምድ|ኣርብ|ሰ/ሽ"],
  ["ce_RU ky_KG", "янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек", "КӀ;жк|Ор;дш|Ши;ше|Кх;ша|Еа;бш|ПӀ;жм|Шо;иш"],
  ["chr_US", "ᎤᏃ|ᎧᎦ|ᎠᏅ|ᎧᏬ|ᎠᏂ|ᏕᎭ|ᎫᏰ|ᎦᎶ|ᏚᎵ|ᏚᏂ|ᏅᏓ|ᎥᏍ", "ᏆᏍᎬ|ᏉᏅᎯ|ᏔᎵᏁ|ᏦᎢᏁ|ᏅᎩᏁ|ᏧᎾᎩ|ᏈᏕᎾ"],
  ["ckb_IQ", "کا٢|شوب|ئاز|نیس|ئای|حوز|تەم|ئاب|ئەی|تش١|تش٢|کا١", "شەم|یەکش|دووش|سێش|چواش|پێنش|هەین"],
  ["crh_UA", "Yan|Fev|Mar|Apr|May|İyn|İyl|Avg|Sen|Okt|Noy|Dek", "Baz|Ber|Sal|Çar|Caq|Cum|Cer"],
  ["csb_PL", "stë|gro|str|łżë|maj;môj|cze|lëp|zél|séw|ruj|lës|gòd", "nie|pòn|wtó|str|czw|pią|sob"],
  ["cv_RU", "KĂR|NAR|PUŠ|AKA|ŞU|ŞĔR|UTĂ|ŞUR|AVĂ|JUP|CÜK|RAŠ", "vr|tn|yt|jn|kş|er|šm"],
  ["cy_GB", "Ion|Chw|Maw|Ebr|Mai|Meh|Gor|Aws|Med|Hyd|Tach|Rha", "Sul|Llu|Maw|Mer|Iau|Gwe|Sad"],
  ["de_AT de_AT@euro de_IT", "Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez", "So|Mo|Di|Mi|Do|Fr|Sa"],
  ["doi_IN", "जनवरी|फरवरी|मार्च|एप्रैल|मेई|जून|जूलै|अगस्त|सितंबर|अक्तूबर|नवंबर|दिसंबर", "ऐत|सोम|मंगल|बुध|बीर|शुक्कर|श्नीचर"],
  ["dsb_DE", "Jan|Feb|Měr|Apr|Maj|Jun|Jul|Awg|Sep|Okt|Now|Dec", "Nj|Pó|Wa|Sr|St|Pě|So"],
  ["dv_MV", "ޖެނުއަރީ|ފެބްރުއަރީ|މާރޗް|އެޕްރީލް|މެއި|ޖޫން|ޖުލައި|އޮގަސްޓް|ސެޕްޓެންބަރ|އޮކްޓޫބަރ|ނޮވެންބަރ|ޑިސެންބަރ", "އާދީއްތަ|ހޯމަ|އަންގާރަ|ބުދަ|ބުރާސްފަތި|ހުކުރު|ހޮނިހިރު"],
  ["es_PE es_UY", "ene|feb|mar|abr|may|jun|jul|ago|set|oct|nov|dic", "dom|lun|mar|mié|jue|vie|sáb"],
  [
    "eu_ES eu_ES@euro eu_FR eu_FR@euro",
    "urt|ots|mar|api|mai|eka|uzt|abu|ira|urr|aza|abe",
    "ig.|al.|ar.|az.|og.|or.|lr."
  ],
  ["ff_SN", "sii|col|mbo|see|duu|kor|mor|juk|slt|yar|jol|bow", "dew|aaɓ|maw|nje|naa|mwd|hbi"],
  ["fil_PH", "Ene|Peb|Mar|Abr|May|Hun|Hul|Ago|Set|Okt|Nob|Dis", "Lin|Lun|Mar|Miy|Huw|Biy|Sab"],
  ["fo_FO", "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des", "sun|mán|týs|mik|hós|frí|ley"],
  [
    "fr_BE fr_BE@euro fr_CA fr_CH fr_LU fr_LU@euro",
    "jan|fév|mar|avr|mai|jun|jui|aoû|sep|oct|nov|déc",
    "dim|lun|mar|mer|jeu|ven|sam"
  ],
  ["fur_IT", "Zen|Fev|Mar|Avr|Mai|Jug|Lui|Avo|Set|Otu|Nov|Dic", "Dom|Lun|Mar|Mie|Joi|Vin|Sab"],
  ["fy_DE nds_NL", "Jan|Feb|Moz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Now|Dez", "Sdg|Mdg|Dsg|Mwk|Ddg|Fdg|Swd"],
  ["fy_NL", "Jan|Feb|Mrt|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Des", "Sn|Mo|Ti|Wo|To|Fr|Sn"],
  [
    "ga_IE ga_IE@euro",
    "Ean|Feabh|Márta|Aib|Beal|Meith|Iúil|Lún|MFómh|DFómh|Samh|Noll",
    "Domh|Luan|Máirt|Céad|Déar|Aoine|Sath"
  ],
  ["gd_GB", "Faoi|Gearr|Màrt|Gibl|Cèit|Ògmh|Iuch|Lùna|Sult|Dàmh|Samh|Dùbh", "DiD|DiL|DiM|DiC|Dia|Dih|DiS"],
  ["gez_ER gez_ER@abegede", "ጠሐረ|ከተተ|መገበ|አኀዘ|ግንባ|ሠንየ|ሐመለ|ነሐሰ|ከረመ|ጠቀመ|ኀደረ|ኀሠሠ", "እኁድ|ሰኑይ|ሠሉስ|ራብዕ|ሐሙስ|ዓርበ|ቀዳሚ"],
  ["gl_ES gl_ES@euro", "Xan|Feb|Mar|Abr|Mai|Xuñ|Xul|Ago|Set|Out|Nov|Dec", "Dom|Lun|Mar|Mér|Xov|Ven|Sáb"],
  ["gu_IN", "જાન્યુ|ફેબ્રુ|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઑગસ્ટ|સપ્ટે|ઑક્ટો|નવે|ડિસે", "રવિ|સોમ|મંગળ|બુધ|ગુરુ|શુક્ર|શનિ"],
  [
    "gv_GB",
    "J-guer|T-arree|Mayrnt|Avrril|Boaldyn|M-souree|J-souree|Luanistyn|M-fouyir|J-fouyir|M.Houney|M.Nollick",
    "Jed|Jel|Jem|Jerc|Jerd|Jeh|Jes"
  ],
  ["ha_NG", "Jan|Fab|Mar|Afi|May|Yun|Yul|Agu|Sat|Okt|Nuw|Dis", "Lah|Lit|Tal|Lar|Alh|Jum|Asa"],
  ["hne_IN", "जन|फर|मार्च|अप|मई|जून|जुला|अग|सित|अकटू|नव|दिस", "इत|सोम|मंग|बुध|बिर|सुक|सनि"],
  ["hsb_DE", "Jan|Feb|Měr|Apr|Mej|Jun|Jul|Awg|Sep|Okt|Now|Dec", "Nj|Pó|Wu|Sr|Št|Pj|So"],
  ["ht_HT", "jan|fev|mas|avr|me|jen|jiy|out|sep|okt|nov|des", "dim|len|mad|mèk|jed|van|sam"],
  ["hy_AM", "Հնվ|Փտր|Մար|Ապր|Մայ|Հնս|Հլս|Օգս|Սեպ|Հոկ|Նմբ|Դեկ", "Կրկ|Երկ|Երք|Չրք|Հնգ|Ուր|Շբթ"],
  ["ia_FR", "jan|feb|mar|apr|mai|jun|jul|aug|sep|oct|nov|dec", "dom|lun|mar|mer|jov|ven|sab"],
  ["ig_NG", "Jen|Feb|Maa|Epr|Mee|Juu|Jul|Ọgọ|Sep|Ọkt|Nov|Dis", "sọn|mọn|tuz|wen|tọs|fra|sat"],
  ["ik_CA", "Sñt|Sñs|Pan|Qil|Sup|Iġñ|Itc|Tiñ|Ami|Sik|Nip|Siq", "Min|Sav|Ila|Qit|Sis|Tal|Maq"],
  ["is_IS", "jan|feb|mar|apr|maí|jún|júl|ágú|sep|okt|nóv|des", "sun|mán|þri|mið|fim|fös|lau"],
  ["iu_CA", "ᔮᓄ|ᕕᕗ|ᒪᔅ|ᐃᐳ|ᒪᐃ|ᔪᓂ|ᔪᓚ|ᐊᒋ|ᓯᑎ|ᐊᑦ|ᓄᕕ|ᑎᓯ", "ᓈ|ᓇ|ᓕ|ᐱ|ᕿ|ᐅ|ᓯ"],
  ["ka_GE", "იან|თებ|მარ|აპრ|მაი|ივნ|ივლ|აგვ|სექ|ოქტ|ნოე|დეკ", "კვი|ორშ|სამ|ოთხ|ხუთ|პარ|შაბ"],
  ["kab_DZ", "Yen|Fur|Meɣ|Yeb|May|Yun|Yul|ɣuc|Cte|Tub|Wam|Duj", "Ace|Ari|Ara|Aha|Amh|Sem|Sed"],
  ["kk_KZ", "Қаң|Ақп|Нау|Сәу|Мам|Мау|Шіл|Там|Қыр|Қаз|Қар|Жел", "Жк|Дс|Сс|Ср|Бс|Жм|Сб"],
  ["km_KH", "១|២|៣|៤|៥|៦|៧|៨|៩|១០|១១|១២", "អា|ច|អ|ពុ|ព្រ|សុ|ស"],
  ["kn_IN", "ಜನ|ಫೆಬ್ರ|ಮಾರ್ಚ್|ಏಪ್ರಿ|ಮೇ|ಜೂನ್|ಜುಲೈ|ಆ|ಸೆಪ್ಟೆಂ|ಅಕ್ಟೋ|ನವೆಂ|ಡಿಸೆಂ", "ರ|ಸೋ|ಮಂ|ಬು|ಗು|ಶು|ಶ"],
  [
    "kok_IN",
    "जानेवारी|फेब्रुवारी|मार्च|एप्रिल|मे|जून|जुलै|ओगस्ट|सेप्टेंबर|ओक्टोबर|नोव्हेंबर|डिसेंबर",
    "आयतार|सोमार|मंगळवार|बुधवार|बेरेसतार|शुकरार|शेनवार"
  ],
  [
    "ks_IN",
    "جنؤری|فرؤری|مارٕچ|اپریل|میٔ|جوٗن|جوٗلایی|اگست|ستمبر|اکتوٗبر|نومبر|دسمبر",
    "آتهوار|ژءنتروار|بوءںوار|بودهوار|برىسوار|جمع|بٹوار"
  ],
  [
    "ks_IN@devanagari mag_IN sa_IN the_NP",
    "जनवरी|फ़रवरी|मार्च|अप्रेल|मई|जून|जुलाई|अगस्त|सितम्बर|अक्टूबर|नवम्बर|दिसम्बर",
    "आथ;एतवार;रविः;आइत|चॅ़दुर;सोमार;सोम:;सोम|बोम;मंगर;मंगल:;मंगल|ब्वद;बुध;बुध:|ब्रस;बिफे;बृहस्पतिः;बिहि|शोकुर;सूक;शुक्र|बटु;सनिचर;शनि:;शनि"
  ],
  ["ku_TR", "Çil|Sib|Ada|Nîs|Gul|Hez|Tîr|Teb|Îlo|Cot|Mij|Kan", "Yş|Dş|Sş|Çş|Pş|În|Ş"],
  ["kw_GB", "Gen|Hwe|Meu|Ebr|Me|Met|Gor|Est|Gwn|Hed|Du|Kev", "Sul|Lun|Mth|Mhr|Yow|Gwe|Sad"],
  ["lb_LU", "Jan|Feb|Mäe|Abr|Mee|Jun|Jul|Aug|Sep|Okt|Nov|Dez", "So|Mé|Dë|Më|Do|Fr|Sa"],
  ["lg_UG", "Jan|Feb|Mar|Apu|Maa|Juu|Jul|Agu|Seb|Oki|Nov|Des", "Sab|Bal|Lw2|Lw3|Lw4|Lw5|Lw6"],
  ["li_BE li_NL", "jan|fib|mie|epr|mei|jun|jul|aug|sep|okt|nov|des", "zón|mao|dae|goo|dón|vri|zao"],
  ["lij_IT", "zen|fev|mar|arv|maz|zûg|lûg|ago|set|ött|nov|dix", "dom|lûn|mar|mer|zêu|ven|sab"],
  ["ln_CD", "yan|fbl|msi|apl|mai|yun|yul|agt|stb|ɔtb|nvb|dsb", "m1.|m2.|m3.|m4.|m5.|m6.|m7."],
  ["lo_LA", "ມ.ກ.|ກ.ພ.|ມ.ນ.|ມ.ສ.|ພ.ພ.|ມິ.ຖ.|ກ.ລ.|ສ.ຫ.|ກ.ຍ.|ຕ.ລ.|ພ.ຈ.|ທ.ວ.", "ອາ.|ຈ.|ຄ.|ພ.|ພຫ.|ສ.|ສ."],
  ["lzh_TW", "一|二|三|四|五|六|七|八|九|十|十一|十二", "日|一|二|三|四|五|六"],
  ["mai_IN mai_NP", "बैसाख|जेठ|अषाढ़|सावोन|भादो|आसिन|कातिक|अगहन|पूस|माघ|फागुन|चैति", "रवि|सोम|मंगल|बुध|बृहस्पती|शुक्र|शनी"],
  ["mfe_MU", "zan|fev|mar|avr|me|zin|zil|out|sep|okt|nov|des", "dim|lin|mar|mer|ze|van|sam"],
  ["mg_MG", "Jan|Feb|Mar|Apr|Mey|Jon|Jol|Aog|Sep|Okt|Nov|Des", "lhd|lts|tlt|lrb|lkm|zom|sab"],
  ["mhr_RU", "Шрк|Пгж|Ӱрн|Вшр|Ага|Пдш|Срм|Срл|Идм|Шыж|Клм|Тел", "Ршр|Шчм|Кжм|Вгч|Изр|Кгр|Шмт"],
  ["mi_NZ", "Kohi|Hui|Pou|Pae|Hara|Pipi|Hōngoi|Here|Mahu|Whi-nu|Whi-ra|Haki", "Ta|Ma|Tū|We|Tāi|Pa|Hā"],
  [
    "miq_NI",
    "siakwa kati|kuswa kati|kakamuk kati|lî wainhka kati|lih mairin kati|lî kati|pastara kati|sikla kati|wîs kati|waupasa kati|yahbra kati|trisu kati",
    "san|mun|tius|wens|taus|prai|sat"
  ],
  ["mjw_IN", "Ark|Thang|The|Jang|Aru|Vos|Jak|Pai|Chi|Phe|Phai|Mati", "Bhom|Ur|Dur|Tkel|Tkem|Bhta|Bhti"],
  ["mk_MK", "јан|фев|мар|апр|мај|јун|јул|авг|сеп|окт|ное|дек", "нед|пон|вто|сре|чет|пет|саб"],
  ["ml_IN", "ജനു|ഫെബ്രു|മാർ|ഏപ്രി|മേയ്|ജൂൺ|ജൂലൈ|ഓഗ|സെപ്റ്റം|ഒക്ടോ|നവം|ഡിസം", "ഞാ|തി|ചൊ|ബു|വ്യാ|വെ|ശ"],
  [
    "mn_MN",
    "1-р сар|2-р сар|3-р сар|4-р сар|5-р сар|6-р сар|7-р сар|8-р сар|9-р сар|10-р сар|11-р сар|12-р сар",
    "Ня|Да|Мя|Лх|Пү|Ба|Бя"
  ],
  ["mni_IN", "জান|ফেব|মার|এপ্রি|মে|জুন|জুল|আগ|সেপ|ওক্ত|নবে|ডিস", "নোং|নিং|লৈবাক|য়ুম|শগোল|ইরা|থাং"],
  ["mnw_MM", "ဂျာန်|ဝှေဝ်|မာတ်|အေ|မေ|ဂျုန်|ဂျူ|အဝ်|သိပ်|အံက်|နဝ်|ဒဳ", "ဒိုတ်|စန်|ၚာ|ဝါ|တိ|သိုက်|သဝ်"],
  ["mr_IN", "जाने|फेब्रु|मार्च|एप्रि|मे|जून|जुलै|ऑग|सप्टें|ऑक्टो|नोव्हें|डिसें", "रवि|सोम|मंगळ|बुध|गुरु|शुक्र|शनि"],
  ["ms_MY", "Jan|Feb|Mac|Apr|Mei|Jun|Jul|Ogos|Sep|Okt|Nov|Dis", "Ahd|Isn|Sel|Rab|Kha|Jum|Sab"],
  ["mt_MT", "Jan|Fra|Mar|Apr|Mej|Ġun|Lul|Aww|Set|Ott|Nov|Diċ", "Ħad|Tne|Tli|Erb|Ħam|Ġim|Sib"],
  ["my_MM", "ဇန်|ဖေ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူ|ဩ|စက်|အောက်|နို|ဒီ", "နွေ|လာ|ဂါ|ဟူး|တေး|သော|နေ"],
  ["nan_TW@latin", "1g|2g|3g|4g|5g|6g|7g|8g|9g|10g|11g|12g", "lp|p1|p2|p3|p4|p5|p6"],
  ["ne_NP", "जन|फेब्रुअरी|मार्च|अप्रिल|मे|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर", "आइत|सोम|मङ्गल|बुध|बिही|शुक्र|शनि"],
  ["niu_NU niu_NZ", "Ian|Fep|Mas|Ape|Me|Iun|Iul|Aok|Sep|Oke|Nov|Tes", "Tapu|Gofua|Ua|Lotu|Tuloto|Falaile|Faiumu"],
  ["nr_ZA", "Jan|Feb|Mat|Apr|Mey|Jun|Jul|Arh|Sep|Okt|Usi|Dis", "Son|Mvu|Bil|Tha|Ne|Hla|Gqi"],
  ["nso_ZA", "Jan|Feb|Mat|Apr|Mei|Jun|Jul|Ago|Set|Okt|Nof|Dis", "Son|Moš|Bed|Rar|Ne|Hla|Mok"],
  ["oc_FR", "gen.|febr.|març|abr.|mai|junh|jul.|ago.|set.|oct.|nov.|dec.", "dg.|dl.|dm.|dc.|dj.|dv.|ds."],
  ["om_ET om_KE", "Ama|Gur|Bit|Elb|Cam|Wax|Ado|Hag|Ful|Onk|Sad|Mud", "Dil|Wix|Qib|Rob|Kam|Jim|San"],
  ["or_IN", "ଜାନୁଆରୀ|ଫେବୃଆରୀ|ମାର୍ଚ୍ଚ|ଅପ୍ରେଲ|ମଇ|ଜୁନ|ଜୁଲାଇ|ଅଗଷ୍ଟ|ସେପ୍ଟେମ୍ବର|ଅକ୍ଟୋବର|ନଭେମ୍ବର|ଡିସେମ୍ବର", "ରବି|ସୋମ|ମଙ୍ଗଳ|ବୁଧ|ଗୁରୁ|ଶୁକ୍ର|ଶନି"],
  [
    "os_RU tg_TJ uz_UZ@cyrillic",
    "Янв|Фев|Мар|Апр|Май|Июн|Июл|Авг|Сен|Окт|Ноя|Дек",
    "Хцб;Вск;Якш|Крс;Пнд;Душ|Дцг;Втр;Сеш|Æрт;Срд;Чор|Цпр;Чтв;Пай|Мрб;Птн;Жум|Сбт;Шан"
  ],
  ["pa_IN", "ਜਨ|ਫ਼ਰ|ਮਾਰਚ|ਅਪ੍ਰੈ|ਮਈ|ਜੂਨ|ਜੁਲਾ|ਅਗ|ਸਤੰ|ਅਕਤੂ|ਨਵੰ|ਦਸੰ", "ਐਤ|ਸੋਮ|ਮੰਗਲ|ਬੁੱਧ|ਵੀਰ|ਸ਼ੁੱਕਰ|ਸ਼ਨਿੱਚਰ"],
  ["pa_PK", "جنوري|فروري|مارچ|اپريل|مٓی|جون|جولاي|اگست|ستمبر|اكتوبر|نومبر|دسمبر", "اتوار|پير|منگل|بدھ|جمعرات|جمعه|هفته"],
  ["pap_AW pap_CW", "Yan|Feb|Mar|Apr|Mei|Yün|Yül|Oug|Sèp|Okt|Nov|Des", "do|lu|ma|we|ra|bi|sa"],
  ["ps_AF", "جنوري|فبروري|مارچ|اپریل|مۍ|جون|جولای|اګست|سپتمبر|اکتوبر|نومبر|دسمبر", "ی.|د.|س.|چ.|پ.|ج.|ش."],
  ["quz_PE", "ini|phi|mar|awr|may|hun|hul|agu|sip|ukt|nuw|tis", "tum|lun|mar|miy|juy|wiy|saw"],
  ["raj_IN", "जन|फर|मार्च|अप्रै|मई|जून|जुल|अग|सित|अक्टू|नव|दिस", "रवि|सोम|मंगल|बुध|बृहस्पति|शुक्र|शनि"],
  ["rif_MA", "Yen|Feb|Mar|Yeb|May|Yun|Yul|Ɣuc|Cut|Kṭu|Nuv|Duj", "Lḥe|Let|Ttl|Lar|Lex|Jje|Sbt"],
  ["rw_RW", "Mut|Gas|Wer|Mat|Gic|Kam|Nya|Kan|Nze|Ukw|Ugu|Uku", "Mwe|Mbe|Kab|Gtu|Kan|Gnu|Gnd"],
  ["sah_RU", "тохс|олун|кул|муус|ыам|бэс|от|атыр|бал|алт|сэт|ахс", "бс|бн|оп|ср|чп|бт|сб"],
  ["sat_IN", "जनवरी|फरवरी|मार्च|अप्रेल|मई|जुन|जुलाई|अगस्त|सितम्बर|अखथबर|नवम्बर|दिसम्बर", "सिंगे|ओते|बाले|सागुन|सारदी|जारुम|ञुहुम"],
  ["sc_IT", "Ghe|Fre|Mar|Abr|Maj|Làm|Arg|Aus|Cab|Lad|Onn|Nad", "Dom|Lun|Mar|Mèr|Giò|Che|Sàb"],
  [
    "sd_IN",
    "جنوري|فبروري|مارچ|اپريل|مي|جون|جولاءِ|آگسٽ|سيپٽيمبر|آڪٽوبر|نومبر|ڊسمبر",
    "آرتوارُ|سومرُ|منگلُ|ٻُڌرُ|وسپت|جُمو|ڇنڇر"
  ],
  [
    "sd_IN@devanagari",
    "जनवरी|फबरवरी|मार्चि|अप्रेल|मे|जूनि|जूलाइ|आगस्टु|सेप्टेंबरू|आक्टूबरू|नवंबरू|ॾिसंबरू",
    "आर्तवारू|सूमरू|मंगलू|ॿुधरू|विस्पति|जुमो|छंछस"
  ],
  ["se_NO", "ođđj|guov|njuk|cuoŋ|mies|geas|suoi|borg|čakč|golg|skáb|juov", "sotn|vuos|maŋ|gask|duor|bear|láv"],
  ["sgs_LT", "Sau|Vas|Kuo|Bal|Geg|Bėr|Lëp|Rgp|Sie|Spa|Lap|Grd", "Nd|Pn|Ot|Sr|Čt|Pt|Sb"],
  ["shn_MM", "လိူၼ်ၵမ်|လိူၼ်သၢမ်|လိူၼ်သီႇ|လိူၼ်ႁႃႈ|လိူၼ်ႁူၵ်း|လိူၼ်ၸဵတ်း|လိူၼ်ပႅတ်ႇ|လိူၼ်ၵဝ်ႈ|လိူၼ်သိပ်း|လိူၼ်သိပ်းဢဵတ်း|လိူၼ်သိပ်းသွင်|လိူၼ်ၸဵင်", "တိတ်ႉ|ၸၼ်|ၵၢၼ်း|ပုတ်ႉ|ၽတ်း|သုၵ်း|သဝ်"],
  ["shs_CA", "Kwe|Tsi|Sqe|Éwt|Ell|Tsp|Tqw|Ct̓é|Qel|Wél|U7l|Tet", "Sxe|Spe|Sel|Ske|Sme|Sts|Stq"],
  ["si_LK", "ජන|පෙබ|මාර්|අප්‍රි|මැයි|ජූනි|ජූලි|අගෝ|සැප්|ඔක්|නෙවැ|දෙසැ", "ඉ|ස|අ|බ|බ්‍ර|සි|සෙ"],
  ["sm_WS", "Ian|Fep|Mat|Ape|Me|Iun|Iul|Aug|Set|Oke|Nov|Tes", "Aso Sa|Aso Gaf|Aso Lua|Aso Lul|Aso Tof|Aso Far|Aso To'"],
  ["so_DJ so_ET so_KE so_SO", "Kob|Lab|Sad|Afr|Sha|Lix|Tod|Sid|Sag|Tob|KIT|LIT", "Axd|Isn|Tal;Sal|Arb|Kha|Jim|Sab"],
  ["sq_AL sq_MK", "Jan|Shk|Mar|Pri|Maj|Qer|Kor|Gsh|Sht|Tet|Nën|Dhj", "Die|Hën|Mar|Mër|Enj|Pre|Sht"],
  ["ss_ZA", "Bhi|Van|Vul|Mab|Khk|Nhl|Kho|Ngc|Nyo|Imp|Lwe|Ngo", "Son|Mso|Bil|Tsa|Ne|Hla|Mgc"],
  ["st_ZA", "Phe|Hla|TlH|Mme|Mot|Jan|Upu|Pha|Leo|Mph|Pud|Tsh", "Son|Mma|Bed|Rar|Ne|Hla|Moq"],
  ["sw_KE sw_TZ", "Jan|Feb|Mac|Apr|Mei|Jun|Jul|Ago|Sep|Okt|Nov|Des", "J2|J3|J4|J5|Alh|Ij|J1"],
  ["szl_PL", "sty|lut|mar|kwi|moj|czy|lip|sie|wrz|paź|lis|gru", "niy|pyń|wto|str|szt|piō|sob"],
  ["ta_IN", "ஜன.|பிப்.|மார்.|ஏப்.|மே|ஜூன்|ஜூலை|ஆக.|செப்.|அக்.|நவ.|டிச.", "ஞா|தி|செ|பு|வி|வெ|ச"],
  ["ta_LK", "ஜன|பிப்|மார்|ஏப்|மே|ஜூன்|ஜூலை|ஆக|செப்|அக்|நவ|டிச", "ஞா|தி|செ|பு|வி|வெ|ச"],
  ["tcy_IN", "ಜ|ಫೆ|ಮಾ|ಏ|ಮೇ|ಜೂ|ಜು|ಆ|ಸೆ|ಅ|ನ|ಡಿ", "ಐ|ಸೋ|ಅಂ|ಬು|ಗು|ಶು|ಶ"],
  ["te_IN", "జన|ఫిబ్ర|మార్చి|ఏప్రి|మే|జూన్|జులై|ఆగ|సెప్టెం|అక్టో|నవం|డిసెం", "ఆది|సోమ|మంగళ|బుధ|గురు|శుక్ర|శని"],
  [
    "ti_ER tig_ER",
    "ጥሪ|ለካቲ|መጋቢ|ሚያዝ|ግንቦ|ሰነ|ሓምለ|ነሓሰ|መስከ|ጥቅም|ሕዳር|ታሕሳ",
    "ሰንበ;ሰ//ዓ|ሰኑይ;ሰኖ|ሰሉስ;ታላሸ|ረቡዕ;ኣረር|ሓሙስ;ከሚሽ|ዓርቢ;ጅምዓ|ቀዳም;ሰ//ን"
  ],
  ["tk_TM", "Ýan|Few|Mar|Apr|Maý|Iýn|Iýl|Awg|Sen|Okt|Noý|Dek", "Duş|Siş|Çar|Pen|Ann|Şen|Ýek"],
  ["tl_PH", "Ene|Peb|Mar|Abr|May|Hun|Hul|Ago|Sep|Okt|Nob|Dis", "Lin|Lun|Mar|Miy|Huw|Biy|Sab"],
  ["tn_ZA", "Fer|Tlh|Mop|Mor|Mot|See|Phu|Pha|Lwe|Dip|Ngw|Sed", "Tsh|Mos|Bed|Rar|Ne|Tlh|Mat"],
  ["to_TO", "Sān|Fēp|Maʻa|ʻEpe|Mē|Sun|Siu|ʻAok|Sep|ʻOka|Nōv|Tīs", "Sāp|Mōn|Tūs|Pul|Tuʻa|Fal|Tok"],
  ["tpi_PG", "Jan|Feb|Mas|Epr|Me|Jun|Jul|Oga|Sep|Okt|Nov|Des", "San|Man|Tun|Tri|Fon|Fra|Sar"],
  ["ts_ZA", "Sun|Yan|Kul|Dzi|Mud|Kho|Maw|Mha|Ndz|Nhl|Huk|N'w", "Son|Mus|Bir|Har|Ne|Tlh|Mug"],
  ["tt_RU", "гыйн|фев|мар|апр|май|июнь|июль|авг|сент|окт|нояб|дек", "якш|дүш|сиш|чәр|пәнҗ|җом|шим"],
  ["tt_RU@iqtelif", "Ğın|Fiw|Mar|Apr|May|Yün|Yül|Awg|Sin|Ükt|Noy|Dik", "Yek|Düş|Siş|Çer|Pen|Com|Şim"],
  ["ug_CN", "يانۋار|فېۋرال|مارت|ئاپرېل|ماي|ئىيۇن|ئىيۇل|ئاۋغۇست|سېنتەبىر|ئۆكتەبىر|نويابىر|دېكابىر", "ي|د|س|چ|پ|ج|ش"],
  ["unm_US", "eni|chk|xam|kwe|tai|nip|lai|win|tah|puk|kun|mux", "ken|man|tus|lel|tas|pel|sat"],
  [
    "ur_IN ur_PK",
    "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "اتوار|پیر;پير|منگل|بدھ|جمعرات|جمعہ;جمعه|سنیچر;هفته"
  ],
  ["uz_UZ", "Yan|Fev|Mar|Apr|May|Iyn|Iyl|Avg|Sen|Okt|Noy|Dek", "Yak|Du|Se|Cho|Pay|Ju|Sha"],
  ["ve_ZA", "Pha|Luh|Fam|Lam|Shu|Lwi|Lwa|Ngu|Khu|Tsh|Ḽar|Nye", "Swo|Mus|Vhi|Rar|ṋa|Ṱan|Mug"],
  ["wa_BE wa_BE@euro", "dja|fev|mås|avr|may|djn|djl|awo|set|oct|nôv|dec", "dim|lon|mår|mie|dju|vén|sem"],
  ["wae_CH", "Jen|Hor|Mär|Abr|Mei|Brá|Hei|Öig|Her|Wím|Win|Chr", "Sun|Män|Zis|Mit|Fro|Fri|Sam"],
  ["wo_SN", "san|fee|mar|awr|me|suw|sul|uut|sep|okt|now|des", "dib|alt|tal|all|alx|ajj|gaa"],
  ["xh_ZA", "Mqu|Mdu|Kwi|Tsh|Can|Sil|Kha|Thu|Msi|Dwa|Nka|Mng", "Caw|Mvu|Bin|Tha|Sin|Hla|Mgq"],
  ["yi_US", "יאַנ|פֿעב|מאַר|אַפּר|מײַ|יונ|יול|אױג|סעפּ|אָקט|נאָװ|דעצ", "זונ'|מאָנ'|דינ'|מיט'|דאָנ'|פֿרײַ'|שבת"],
  [
    "yo_NG",
    "Ṣẹ́rẹ́|Èrèlè|Ẹrẹ̀nà|Ìgbé|Ẹ̀bibi|Òkúdu|Agẹmọ|Ògún|Owewe|Ọ̀wàrà|Bélú|Ọ̀pẹ̀",
    "Àìkú|Ajé|Ìsẹ́gun|Ọjọ́rú|Ọjọ́bọ|Ẹtì|Àbámẹ́ta"
  ],
  ["yuw_PG", "jen|feb|mas|epr|mei|jun|jul|ögu|sep|ökt|nöw|dis", "sön|mön|sin|mit|soi|nen|sab"],
  ["zh_SG", "一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月", "日|一|二|三|四|五|六"],
  ["zu_ZA", "Jan|Feb|Mas|Eph|Mey|Jun|Jul|Aga|Sep|Okt|Nov|Dis", "Son|Mso|Bil|Tha|Sin|Hla|Mgq"]
];
