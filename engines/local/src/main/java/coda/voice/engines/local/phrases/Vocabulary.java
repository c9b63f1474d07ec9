package coda.voice.engines.local.phrases;

import java.util.ArrayList;
import java.util.List;

/** Bounded vocabularies of the open slots, for recognisers; typed text may use any words. */
final class Vocabulary {
  static final List<String> THINGS =
      List.of(
          "milk",
          "eggs",
          "bread",
          "butter",
          "cheese",
          "apples",
          "bananas",
          "oranges",
          "lemons",
          "tomatoes",
          "potatoes",
          "onions",
          "garlic",
          "carrots",
          "lettuce",
          "chicken",
          "beef",
          "fish",
          "ham",
          "bacon",
          "rice",
          "pasta",
          "flour",
          "sugar",
          "salt",
          "pepper",
          "oil",
          "coffee",
          "tea",
          "juice",
          "water",
          "beer",
          "wine",
          "yogurt",
          "cream",
          "ice cream",
          "chocolate",
          "cookies",
          "cereal",
          "honey",
          "soup",
          "pizza",
          "toilet paper",
          "soap",
          "shampoo",
          "toothpaste",
          "batteries",
          "dog food",
          "cat food",
          "flowers");

  static final List<String> NAMES =
      List.of(
          "anna",
          "john",
          "mary",
          "james",
          "robert",
          "michael",
          "david",
          "william",
          "richard",
          "thomas",
          "daniel",
          "paul",
          "mark",
          "george",
          "peter",
          "martin",
          "frank",
          "alex",
          "max",
          "ben",
          "sam",
          "tom",
          "jack",
          "henry",
          "leo",
          "oscar",
          "emma",
          "sarah",
          "laura",
          "julia",
          "lisa",
          "maria",
          "linda",
          "susan",
          "karen",
          "nancy",
          "helen",
          "ruth",
          "alice",
          "jane",
          "kate",
          "lucy",
          "sophie",
          "olivia",
          "charlotte",
          "amy",
          "eva",
          "nina",
          "clara",
          "rosa");

  static final List<String> KEYS =
      List.of(
          "name",
          "birthday",
          "favorite color",
          "favorite food",
          "dog",
          "cat",
          "wife",
          "husband",
          "brother",
          "sister",
          "best friend",
          "address",
          "phone number");

  static final List<String> LABELS =
      List.of("pasta", "egg", "tea", "pizza", "oven", "laundry", "rice", "cake");

  static final List<String> COLORS =
      List.of("red", "green", "blue", "yellow", "orange", "purple", "black", "white", "brown");

  static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private Vocabulary() {}

  static List<String> shopping() {
    List<String> items = new ArrayList<>(THINGS);
    for (int i = 0; i + 1 < THINGS.size(); i += 2) {
      items.add(THINGS.get(i) + " and " + THINGS.get((i * 7 + 1) % THINGS.size()));
    }
    return items;
  }

  static List<String> facts() {
    List<String> facts = new ArrayList<>();
    for (String name : NAMES) {
      facts.add("my name is " + name);
    }
    for (int i = 0; i < KEYS.size(); i++) {
      if (i != 0 && i != 1 && i != 2 && i != 3) {
        facts.add("my " + KEYS.get(i) + " is " + NAMES.get(i));
      }
    }
    for (String color : COLORS) {
      facts.add("my favorite color is " + color);
    }
    for (String month : MONTHS) {
      facts.add("my birthday is in " + month);
    }
    facts.add("i parked on level three");
    facts.add("the car is on level two");
    facts.add("my mother is coming on sunday");
    return facts;
  }
}
