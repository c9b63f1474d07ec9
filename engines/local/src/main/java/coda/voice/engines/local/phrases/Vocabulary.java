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
          "cucumbers",
          "peppers",
          "mushrooms",
          "chicken",
          "beef",
          "fish",
          "ham",
          "bacon",
          "sausages",
          "rice",
          "pasta",
          "noodles",
          "flour",
          "sugar",
          "salt",
          "pepper",
          "oil",
          "olive oil",
          "vinegar",
          "coffee",
          "tea",
          "juice",
          "orange juice",
          "water",
          "beer",
          "wine",
          "yogurt",
          "cream",
          "ice cream",
          "chocolate",
          "cookies",
          "chips",
          "cereal",
          "honey",
          "jam",
          "peanut butter",
          "nuts",
          "beans",
          "soup",
          "pizza",
          "toilet paper",
          "paper towels",
          "soap",
          "shampoo",
          "toothpaste",
          "batteries",
          "light bulbs",
          "dog food",
          "cat food",
          "flowers",
          "strawberries",
          "grapes",
          "spinach",
          "broccoli",
          "corn");

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
          "mother",
          "father",
          "best friend",
          "boss",
          "doctor",
          "address",
          "phone number",
          "car");

  static final List<String> LABELS =
      List.of(
          "pasta", "egg", "tea", "pizza", "oven", "laundry", "rice", "cake", "bread", "chicken",
          "coffee", "kitchen", "workout", "break");

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
    return facts;
  }
}
