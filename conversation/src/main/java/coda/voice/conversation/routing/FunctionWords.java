package coda.voice.conversation.routing;

import java.util.Map;
import java.util.Set;

/** Words that tell nothing by themselves, of a few languages, and those of asking. */
final class FunctionWords {
  private static final String ENGLISH =
      """
      a about after again all also am an and any are aren as at be because been before being between
      both but by can cannot could couldn did didn do does doesn doing don down during each else even
      ever every few for from had has hasn have haven having he her here hers him his how i if in into
      is isn it its just let like ll made make many may me might more most much must my myself no nor
      not now of off ok okay on once one ones only or other our ours out over own please really re same shall
      she should shouldn so some such tell than that the their them then there these they thing things
      this those through to too under until up us ve very want was wasn way we well were weren what
      when where which while who whom whose why will with won would wouldn yes yet you your yours know
      think say said give get got go going
      """;

  private static final String GERMAN =
      """
      aber alle allem allen aller alles als also am an andere auch auf aus bei bin bis bist bitte da
      damit dann das dass dein deine dem den denn der des dich die dies diese diesem diesen dieser
      dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer für gegen
      gibt habe haben hat hatte hier hin ich ihm ihn ihnen ihr ihre im in ins ist ja jede jeder jetzt
      kann kannst kein keine können könnte könntest machen man mein meine mich mir mit muss nach nein
      nicht noch nur ob oder ohne sag sagen schon sehr sein seine sich sie sind so soll sollte über um
      und uns unser unter viel viele vom von vor wann war waren warum was weil welche welcher welches
      wenn wer werden wie wieder wieso will wir wird wo woher wohin wurde würde zu zum zur
      """;

  private static final String FRENCH =
      """
      ai as au aussi aux avec avez avoir avons bien ça car ce ceci cela celle celui ces cet cette ceux
      chaque chez comme comment combien dans de des dis dites donc dont du elle elles en encore entre es
      est et étais était être eu fait faire il ils je la là laquelle le lequel les leur leurs lui ma
      mais me même mes moi moins mon ne ni non nos notre nous on ont ou où oui par pas peu peut peux
      plus pour pourquoi pouvez pourrais pourriez qu quand que quel quelle quelles quels qui quoi sa
      sans se sera ses si son sont sous suis sur ta te tes toi ton tous tout toute toutes très tu un une
      va vais veux vos votre voudrais vous
      """;

  private static final String SPANISH =
      """
      al algo alguien algún alguna ante antes aquel aquí así aún aunque bien cada como cómo con contra
      cuál cuáles cuándo cuando cuánto cuánta cuántos cuántas de del desde dime donde dónde dos el él
      ella ellas ellos en entre era eres es esa ese eso esos esta está están este esto estos estoy fue
      ha había hacer hace han has hasta hay haz he la las le les lo los más me mi mis mí muy nada ni no
      nos nosotros nuestra nuestro o os otra otro para pero poco por porque puede puedes podrías que qué
      quién quiénes quiero se sea ser si sí sin sobre son soy su sus también tan tanto te tengo ti tiene
      tienes todo todos tu tus tú un una uno unos usted va vas voy y ya yo
      """;

  private static final String ITALIAN =
      """
      a ad agli ai al alla alle allo anche ancora avere bene c che chi ci ciò come con cosa così cui da
      dagli dai dal dalla dalle dei del della delle dello degli di dimmi dov dove due e ed è era essere
      fa fare fatto gli ha hai hanno ho i il in io la le lei li lo loro lui ma me mi mia mie mio molto
      ne nei nel nella nelle nello no noi non nostra nostro o ogni per perché però più poco posso
      potresti può puoi qual quale quali quando quanta quante quanti quanto quella quello questa queste
      questi questo qui se sei senza si sì sia sono sta stai sto su sua sue sul sulla suo te ti tra tu
      tua tue tuo tutti tutto un una uno va vi voglio voi vorrei
      """;

  private static final String PORTUGUESE =
      """
      a ao aos aquela aquele aquilo aqui as às até bem cada com como da das de dela dele depois diga dize
      do dos e é ela elas ele eles em entre era és essa esse esta está estão estás este estou eu faz
      fazer foi fui há isso isto já lá lhe lhes lo mais mas me mesmo meu meus minha minhas muito na nada
      não nas nem no nos nós nossa nosso num numa o onde os ou para pela pelas pelo pelos pode podes
      poderia podias por porque porquê pouco pra qual quais quando quanta quantas quanto quantos que quê
      quem quer quero se sem ser seu seus si sim só sobre sou sua suas são também te tem tenho tens ti
      todo todos tu tua tudo um uma umas uns vai vais você vocês vou
      """;

  private FunctionWords() {}

  /** By language, as {@link Words} writes them. */
  static Map<String, Set<String>> all() {
    return Map.of(
        "en", set(ENGLISH),
        "de", set(GERMAN),
        "fr", set(FRENCH),
        "es", set(SPANISH),
        "it", set(ITALIAN),
        "pt", set(PORTUGUESE));
  }

  private static Set<String> set(String words) {
    return Set.copyOf(Words.of(words));
  }
}
