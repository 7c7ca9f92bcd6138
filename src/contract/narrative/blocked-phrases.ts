/**
 * How agents say that they did not get any further, in the languages in which they are most used. Code and programs are
 * blocked as well: where no `I` or `we` says whose work it is, the place and the rest of the sentence have to.
 */
import { any, first } from './ask-phrases.ts';

const GO_ON = '(?:go on|go any further|continue|proceed|finish|complete|start|deploy|publish|push|merge|release)';
const WORK = '(?:work|task|migration|deployment|release|rollout)';
const I_AM = "(?:i|we)(?:'m|’m| am| was|'re|’re| are| were)";
/** What ends what is said of it, or begins why. */
const BORDER = '(?=[.,:;!]|\\s*[–—]|\\s*$| (?:because|without|until|unless|as|since|due|so)\\b)';

/** Alternatives, which stand in a group. */
const CANNOT = "cannot|can't|can’t|can not";

/** Before a refusal. */
const SORRY = "(?:(?:i(?:'m|’m| am) )?sorry,? (?:but )?|unfortunately,? )?";

/** With `i` or `we`, or of the work, at the beginning of a sentence. */
export const BLOCKED = first([
  `(?:(?:i|we)(?:'m|’m| am|'re|’re| are) |(?:the |this )?${WORK} is )(?:still |now |currently |completely )?(?:blocked|stuck)\\b(?=\\s*[.,:;!–—-]|\\s*$| (?:on|by|at|here|until|because|without|as|since)\\b)`,
  `(?:(?:i|we) could(?: not|n't|n’t)|${I_AM} (?:still )?(?:not able|unable) to|(?:i|we) was(?:n't|n’t) able to|unable to(?! (?:start|deploy|publish|push|merge|release)\\b)) ${GO_ON}(?: (?:with )?(?:the |this |your )?${WORK}| here| further)?${BORDER}`,
  `(?:the |this |your )?${WORK} (?:cannot|can't|can’t|could not|couldn't|couldn’t) be (?:continued|completed|finished|carried out)(?: yet| here)?${BORDER}`,
  'i (?:had to stop|stopped|paused)(?: here| there| at this point)?,? (?:because|since|until)\\b(?! (?:it|that|this) (?:is|was) (?:done|enough)\\b)',
  `there is no way(?: for me)? to (?:continue|proceed|go on)\\b(?! (?:the|a|an) )`,
  'nothing (?:more|else) can be done(?: here)?(?: for now)? (?:until|without)\\b',
  `(?:i|we) (?:${CANNOT}|could not|couldn't|couldn’t) (?:yet )?${GO_ON}(?: (?:it|this|that|(?:the|this|your) [\\w-]{1,30}))?(?: yet| here)?(?:\\s*[:;–—]|,? (?:because|since|as)) (?:.{1,60} (?:is|are|was|were) (?:missing|not (?:set|there|available|installed|reachable)|unavailable|unreachable|down|offline)\\b|there (?:is|are) no\\b|(?:i|we) (?:lack|have no|do not have|don't have|don’t have)\\b)`,
  `${SORRY}i (?:${CANNOT}|won't|won’t|will not|am (?:unable|not able) to|'m (?:unable|not able) to|’m (?:unable|not able) to) (?:help|assist)(?: you)? with (?:(?:that|this|your|the)(?: request| task)?|such a request|requests like this)(?=[.,:;!]|\\s*[–—]|\\s*$| (?:because|as|since)\\b)`,
]);

/** Without a word of whose work it is: all that a paragraph begins with, or what stands behind `Status:`. */
export const BLOCKED_BARE = first([
  'status\\s*[:：]\\s*\\W{0,3}blocked(?=\\s*(?:[.,:;!(–—-](?!>)|$)| (?:on|by|until|because|since|as|waiting)\\b)',
  '(?:still |now |currently )?blocked (?:on|by|until)\\b(?! default)',
  `(?:${CANNOT}) (?:continue|proceed|go on)(?: here| any further)? (?:without|until|unless)\\b(?! (?:that|this|it|then|them)[.!]?$)`,
  `(?:${CANNOT}) (?:continue|proceed|go on)(?: here)?\\s*[:：–—]\\s*.{1,60} (?:is|are) (?:missing|not (?:set|there|available)|unavailable|unreachable|down)\\b`,
  'blocked\\s*[:：–—]\\s*(?:missing\\b|no (?!longer|more|one|tasks?|issues?|blockers?)|i (?:need|lack|have no|cannot|can.t|do not|don.t)\\b|need(?! nothing)|waiting\\b|lacking\\b|without\\b|.{1,60} (?:is|are) (?:missing|not (?:set|there|available)|unavailable|unreachable|down)\\b)',
]);
/** `Blocked on a mutex, the thread now yields`: what is blocked is told behind the comma. */
export const TELLS_WHAT =
  /^[^,;:–—]{0,120},\s+(?!(?:so|and|but|which|until|because|since|as|or)\b)(?!(?:i|we)\b)[^,]{0,60}?\b(?!\w+ing\b)\w/u;

/** Where the sentence, or a part of it, says so of the agent: `The key is missing, so I cannot continue.` */
export const CANNOT_GO_ON = any([
  `(?:^|[,;–—:] |\\b(?:so|therefore|thus|hence|and|but) )(?:i|we) (?:really |still |simply |currently )?(?:${CANNOT}|could not|couldn't|couldn’t|am (?:currently )?(?:not able|unable) to|was (?:not able|unable) to) (?:continue|proceed|go on|go (?:any )?further|get (?:any )?further|go ahead|make (?:any )?(?:further |more )?progress|move (?:on|forward)|carry on|(?:finish|complete) (?:it|this|that|your request|(?:the|this|your) (?:rest|remainder|${WORK})))(?: (?:(?:with )?(?:the |this |your |my )?(?:${WORK}|rest)|with (?:it|this|that)|any further|further|any more|here|for now|at this point|right now|at the moment|yet|safely|from here|today)){0,3}${BORDER}`,
  "(?:^|[,;–—:] )i (?:am|'m|’m) (?:completely )?(?:blocked|stuck)(?=\\s*[.!]?$| (?:because|until|without|here)\\b)",
  '\\b(?:so|therefore|and) i (?:had to stop|have to stop|must stop|stopped|am stopping)(?: here| now| there| at this point| for now){0,2}\\s*[.!]?$',
  '\\b(?:kann|konnte|komme|kam) ich (?:hier |so |derzeit |leider |im moment |aktuell )?(?:ohne [^,.]{1,60} )?nicht (?:weiter(?:machen|arbeiten|kommen)?|fortfahren)(?=[.,:;!]|\\s*[–—]|\\s*$| (?:weil|ohne|bis|da|solange)\\b)',
  '(?:^|[,;–—:] )(?:así que |por lo que |por eso |por tanto |y )?(?:yo )?no (?:puedo|pude|he podido) (?:continuar|seguir|avanzar)(?: adelante| más| aquí| por ahora| con (?:la|esta) (?:tarea|migración)){0,2}(?=[.,:;!]|\\s*[–—]|\\s*$| (?:porque|sin|hasta|ya que)\\b)',
  '\\bsin [^,.]{1,60},? no puedo (?:continuar|seguir|avanzar)(?=[.,:;!]|\\s*$)',
  "(?:^|[,;–—:] )(?:donc |alors |et )?je (?:ne peux (?:pas|plus|donc pas)|n['’]ai pas pu) (?:continuer|poursuivre|avancer)(?: plus loin| ici| pour le moment| davantage){0,2}(?=[.,:;!]|\\s*[–—]|\\s*$| (?:sans|avant|car|parce|tant)\\b)",
  '(?:^|[,;–—:] )(?:estoy bloquead[oa]|je suis bloqué[e]?)(?=\\s*[.,:;!]|\\s*$| (?:por|porque|en|hasta|sin|par|car|parce|sur|jusqu)\\b)',
]);

/** In these the verb ends the sentence. */
export const BLOCKED_AT_END = any([
  '없(?:어서?|으면) .{0,12}진행할 수 없(?!다는|던)',
  '(?:없어서|누락되어|누락돼|때문에|인해|문제로|실패하여|실패해서|막혀|막혀서) (?:더 이상 |더는 |더 |작업을 |현재 |여기서 ){0,2}(?:진행|계속)(?:할 수 없|하지 못했|이 불가능)(?:습니다|어요|네요|는 상태입니다)?[.!]*$',
  '(?:더 이상|더는|작업을(?: 더)?) (?:진행|계속)할 수 없(?:습니다|어요|네요)[.!]*$',
  '(?:没有|缺少|缺失).{0,20}(?:无法|不能)继续(?:执行|工作|部署|操作|下去)?[。.!！]*$',
  '我(?:暂时|目前|现在|仍然|还)?(?:无法|不能|没法)(?:继续(?:执行|工作|部署|操作|下去)?|再?往下(?:做|进行)|推进)[。.!！]*$',
  '我(?:被)?卡(?:住了|在)(?!.{0,40}(?:修复|解决|后来|已经))',
  '(?:無|な)(?:いため|いので)、?.{0,12}(?:続行|継続|先に進むこと|進めること)(?:が)?できません[。.!！]*$',
  '(?:不足して(?:いる|います)|見つからない|届かない)(?:ため|ので)、?.{0,12}(?:続行|継続|先に進むこと|進めること)(?:が)?できません[。.!！]*$',
]);
/** Said at the beginning, in languages that say it there. */
export const BLOCKED_AT_START = first([
  'ich (?:kann|komme) (?:hier |so |derzeit )?(?:ohne .{1,60} )?nicht (?:weiter(?:machen|arbeiten)?|fortfahren)(?=[.,:;!]|\\s*[–—]|\\s*$| (?:weil|ohne|bis|da|solange)\\b)',
  'ich bin (?:hier |derzeit |noch )?blockiert\\b',
  'ich (?:hänge|stecke) (?:hier |derzeit )?fest\\b',
  'no puedo (?:continuar|seguir|avanzar)\\b.{0,60}\\b(?:sin|hasta)\\b',
  'je ne peux pas (?:continuer|poursuivre|avancer)\\b.{0,60}\\b(?:sans|avant)\\b',
  '(?:dabei|damit) kann ich (?:dir |ihnen |euch )?(?:leider )?nicht (?:helfen|weiterhelfen)(?=\\s*[.,:;!]|\\s*$)',
  '(?:lo siento,? (?:pero )?)?no puedo ayudar(?:te|le|les|os)? con (?:eso|esto|esa (?:petición|solicitud))(?=\\s*[.,:;!]|\\s*$)',
  "(?:désolée?,? (?:mais )?)?je ne peux pas (?:vous |t['’])?aider (?:avec|pour|à faire) (?:cela|ça|cette demande)(?=\\s*[.,:;!]|\\s*$)",
]);

/** Told of what happens where something is so, or of somebody else. */
export const CONDITION =
  /^(?:if|when|whenever|once|while|where|as an? |in case|wenn|falls|sobald|als |si |cuando|quand|lorsque|如果|当|若|for (?:an?|the) |assuming|should |unless|on (?:error|failure)|in (?:this|that|which) (?:case|branch)|.{0,80}\b(?:says|reads|message|comment|prints|shows)(?: that)?\s?[:：])/u;
/** The same where the verb stands at the end. */
export const CONDITION_AT_END = /(?<!없으)면 |(?:사용자|고객|회원)(?:는|은|이|가) |如果|^[当若]|用户|ユーザー/u;

/** What an agent does to go on; who writes down what is missing does not. */
const MENDED =
  '(?:added|wrote|chose|made|created|fixed|used|solved|took|removed|changed|raised|installed|replaced|switched|rebased|assumed|picked|went|proceeded|continued|worked around|defaulted)\\b(?! (?:down|up|you)\\b)(?!.{0,30}\\b(?:issues?|tickets?|lists?|notes?|todos?|steps?|drafts?|placeholders?|mocks?|stubs?|missing)\\b)';
/** What has to be there before it can go on: it stopped, unless it tells how that was solved. */
export const NEEDS = first([
  `(?:i|we) (?:${CANNOT}) ${GO_ON}\\b.{0,60}\\b(?:without|until|unless|before)\\b(?! (?:that|this|it|then|them)[.!]?$)`,
  `(?:i|we) (?:still |first )?need (?!to\\b).{1,80} (?:to|before (?:i|we) can) ${GO_ON}\\b`,
  `to ${GO_ON}\\b.{0,40}, (?:i|we) (?:still |first )?need (?!to\\b)`,
  `(?:i|we) (?:lack|(?:do not|don't|don’t) (?:yet )?have (?:enough|sufficient|the|any|an?|access|permissions?|rights|what)) .{1,80} to (?:continue|proceed|go on|finish|complete)\\b`,
  `without .{1,60}?,? i (?:${CANNOT}) (?:continue|proceed|go on|go (?:any )?further|finish|complete)\\b(?! (?:the|a|an) (?!${WORK}))`,
  `i(?:'m|’m| am) (?:still |now )?waiting (?:for|on) .{1,80} before i (?:can )?(?:continue|proceed|go on|finish)\\b`,
  `please (?!let me know so\\b).{1,80} so (?:that )?i can (?:continue|proceed|go on|finish)${BORDER}`,
  `please (?:give|send|provide|add|set|share|grant|install)\\b.{1,80}[,;–—] (?:and )?then i (?:can|will) (?:continue|proceed|go on|finish)${BORDER}`,
  `i can (?:only |then )?(?:continue|proceed|go on|resume|finish)(?: here| with (?:it|this|that))? (?:once|when|after|as soon as)\\b(?! (?:you (?:are ready|say|like|want|wish|would)|a restart)\\b)`,
]);
/** Why one stops who is done. */
const REACHED =
  '(?:\\b(?:is|was|are|were) (?:now |all )?(?:done|enough|complete|completed|finished|fixed|free|out of scope)\\b|\\b(?:tests?|test suite|checks?|build) (?:has |have )?(?:now )?(?:finished|passed|completed|succeeded)\\b|\\b(?:all (?:the )?(?:tests|checks)|everything|it) (?:now )?(?:pass(?:es|ed)?|works|worked)\\b|\\bnothing (?:was |is )?left\\b)';
export const SOLVED = any([
  `^(?=.*\\bi (?:stopped|paused)\\b)(?!.*(?:\\b(?:not|no|only)\\b|n['’]t\\b|\\bnothing (?!(?:was |is )?left))).*${REACHED}`,
  "^.*\\b(?:could(?: not|n['’]t)|was (?:not able|unable))\\b[^;]*; (?!.*(?:\\bnot\\b|n['’]t\\b))(?:(?:it|this|they|everything)\\b.*\\b(?:gone|back|works|fixed|pass(?:es)?|done)\\b|.*\\bhelped\\b)",
  '\\buntil i (?:found|saw|noticed|understood)\\b',
  '\\b(?:kam|konnte) ich\\b.*(?:, aber\\b(?!.*(?:nicht|fehl|kein))|; ich habe es behoben)',
  'no (?:pude|he podido)\\b.*, pero\\b(?!.*(?:\\bno\\b|falta))',
  "n['’]ai pas pu\\b.*, mais\\b(?!.*(?:pas|manque))",
  `[,;–—] (?:and |so |which )?(?:i|we)(?: have|'ve|’ve)? (?:now |then )?${MENDED}`,
  `\\buntil (?:i|we)(?: had|'d|’d)? ${MENDED}`,
  ", so (?:it|the|this|that|each|every)\\b(?!.{0,80}(?:\\bnot\\b|n['’]t\\b|\\b(?:stopp|paus|wait(?!s)|left|leav|cannot|open\\b|ask|held|hold|need|still|pending|only|remain|miss|block|unfinished)))",
  '\\bbut (?:then(?! again)|later)\\b',
  ', (?:also|daher|deshalb) habe ich (?!.{0,60}(?:aufgeh|angehalt|abgebroch|gewart|gestoppt|offen))',
  ", (?:donc|alors) j['’]ai (?!.{0,60}(?:arr[êe]t|attend|laiss|interromp))",
  ', así que (?:añadí|creé|usé|puse|instalé|cambié|quité)(?!\\p{L})',
]);
/** The same in the sentence behind it. */
export const SOLVED_NEXT = first([
  "(?:(?:i|we)(?: have|'ve|’ve)? |(?:this|that|it)(?:'s|’s| is| was) )?(?:now )?(?:fixed|solved|resolved)(?: (?:it|this|that|by|with|now)\\b|[.,:;!]|$)",
]);
/** Of what was so: then the agent did something, and went on. */
export const WAS =
  /^[^.]{0,200}?\b(?:could(?: not|n['’]t)|was(?: not|n['’]t)? (?:able|unable)|stopped|paused|kam ich|konnte ich|no pude|no he podido|n['’]ai pas pu)\b/u;
export const WENT_ON = first([
  `(?:so |then |therefore |after that,? )?(?:i|we)(?: have|'ve|’ve)? (?:then |now )?${MENDED}`,
  "(?!.*(?:\\b(?:not|no|none|only|until|before|once|if|but|fail\\w*)\\b|n['’]t\\b)).*(?:\\b(?:it|this|that|they|everything|ran and) (?:now )?(?:works|worked|pass(?:es|ed)?|succeeded)\\b|\\bhelped\\b)",
  '(?:dann |danach |also )?habe ich (?!.{0,60}(?:aufgeh|angehalt|abgebroch|gewart|gestoppt|offen))',
  '(?:reinicié|arreglé|corregí|añadí|cambié|instalé|creé)(?!\\p{L})',
  "j['’]ai (?:vidé|corrigé|ajouté|changé|relancé|installé|créé)(?!\\p{L})",
]);
