package coda.voice.engines.local.recognition;

import coda.voice.engines.local.SpeechDomain;
import java.util.ArrayList;
import java.util.List;

/** A small domain for tests of the recogniser alone. */
public final class TestDomain implements SpeechDomain {
  @Override
  public String jsgf() {
    return """
        #JSGF V1.0;
        grammar domain;
        public <command> = [please] <skill> [please];
        <skill> = <greeting> | <identity> | <help> | <time> | <arithmetic> | <conversion> | <timer>
          | <shopping> | <memory> | <chance> | <joke> | <repeat> | <pace> | <stop> | <thanks>
          | <goodbye>;
        <greeting> = hello [there] | hi [there] | good ( morning | afternoon | evening )
          | [hi | hello] how are you [doing] [today | this morning | this evening];
        <identity> = who are you | what is your name | what are you;
        <help> = what can you do | help [me] | what can i say;
        <time> = what time is it [now] | [can you] tell me the time | what is the time
          | what is the date [today] | what day is it [today] | what day is today;
        <digit> = one | two | three | four | five | six | seven | eight | nine | ten | eleven
          | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;
        <tens> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;
        <number> = <digit> | <tens> [<digit>] | [a | one | two | three] hundred;
        <arithmetic> = ( what is | how much is ) <number>
          ( plus | minus | times | divided by ) <number>;
        <unit> = miles | kilometers | meters | feet | inches | grams | pounds | kilograms
          | ounces | liters | gallons;
        <conversion> = convert <number> <unit> to <unit> | how many <unit> are [in] <number> <unit>;
        <duration> = <number> ( second | seconds | minute | minutes | hour | hours );
        <timer> = ( set | start ) a timer for <duration> | how much time is left
          | list [my | the] timers | cancel the timer | cancel all timers;
        <item> = bread | milk | eggs | apples | cheese | butter | bananas | coffee | tea | sugar;
        <items> = <item> [and <item>];
        <shopping> = ( add | put ) <items> ( to | on ) ( my | the ) shopping list
          | what is on ( my | the ) shopping list | read ( my | the ) shopping list
          | clear ( my | the ) shopping list;
        <name> = anna | peter | maria | john | paul | susan | thomas;
        <color> = blue | red | green | yellow | black | white;
        <memory> = remember that my name is <name> | remember that my favorite color is <color>
          | what is my name | what is my favorite color;
        <chance> = flip a coin | toss a coin | roll ( the dice | a die );
        <joke> = tell me ( a | another ) joke;
        <repeat> = [can you] repeat that | say that again;
        <pace> = ( speak | talk ) ( slower | faster | more slowly );
        <stop> = stop [talking] [now] | be quiet;
        <thanks> = thanks [a lot] | thank you [very much | so much] [for your help];
        <goodbye> = goodbye | bye [bye | for now] | see you ( later | tomorrow )
          | good night [and see you tomorrow];
        """;
  }

  @Override
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (String line : TALK.split("\n")) {
      if (!line.isBlank()) {
        sentences.add(line.strip());
      }
    }
    return sentences;
  }

  private static final String TALK =
      """
      hello
      hello there
      good morning
      how are you doing today
      who are you
      what is your name
      what can you do
      help me please
      what time is it
      can you tell me the time please
      what is the date today
      what day is it today
      what is two plus three
      how much is twenty five times four
      what is fifty minus eleven
      what is ninety divided by nine
      convert five miles to kilometers
      how many meters are in six feet
      set a timer for three minutes
      start a timer for twenty seconds
      set a timer for one hour please
      how much time is left
      list my timers
      cancel the timer
      add milk to the shopping list
      add milk and eggs to the shopping list
      put bread and butter on my shopping list
      what is on my shopping list
      read the shopping list
      clear the shopping list
      remember that my name is anna
      remember that my favorite color is red
      what is my name
      what is my favorite color
      flip a coin
      roll the dice
      tell me a joke
      tell me another joke
      can you repeat that
      say that again
      speak slower please
      talk faster please
      stop
      stop talking now
      be quiet
      thank you
      thank you very much for your help
      thanks a lot
      goodbye
      bye for now
      see you tomorrow
      good night and see you tomorrow
      what is the weather like today
      play some music please
      i would like to order something to eat
      can you call my mother
      what is on my calendar for tomorrow
      please read me the news
      how far is it from here
      i am going to the store to buy some bread
      who was the president of the united states
      do you know any good stories
      i do not know what you mean
      where do you live
      turn off the lights in the living room
      what did you do yesterday
      i like to read books in the evening
      it is very cold outside
      can you help me find my keys
      where is the nearest restaurant
      how old are you
      she told him about the house
      we went to the city with our friends
      what do you think about that
      send a message to my father
      open the door
      tell me something about history
      """;
}
