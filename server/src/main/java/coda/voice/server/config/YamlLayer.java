package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Flattens YAML into keys and texts, and knows the line of each. Only the tree of nodes is built,
 * never an object of any class, so tags in a file cannot run anything.
 */
final class YamlLayer {
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP);

  private final Schema schema = new Schema();
  private final String file;
  private final List<ConfigProblem> problems;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlLayer(String file, List<ConfigProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads one file.
   *
   * @param yaml its text
   * @param file its name, for messages
   * @param problems gets what is wrong
   */
  static Layer parse(String yaml, String file, List<ConfigProblem> problems) {
    YamlLayer layer = new YamlLayer(file, problems);
    try {
      Iterable<Node> documents =
          new Yaml(new LoaderOptions()).composeAll(new java.io.StringReader(yaml));
      for (Node document : documents) {
        layer.document(document);
      }
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : ":" + (e.getProblemMark().getLine() + 1);
      problems.add(new ConfigProblem(file, "is not YAML: " + e.getProblem(), file + line));
    } catch (YAMLException e) {
      problems.add(new ConfigProblem(file, "is not YAML: " + e.getMessage(), file));
    }
    return new Layer(layer.values);
  }

  private void document(Node document) {
    if (document instanceof MappingNode map) {
      map("", map);
    } else if (!document.getTag().equals(Tag.NULL)) {
      problem(file, "must hold settings as 'key: value'", document);
    }
  }

  private void map(String prefix, MappingNode map) {
    if (!seen.add(map)) {
      problem(prefix, "refers to another part of the file; write it out instead", map);
      return;
    }
    for (NodeTuple entry : map.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        String path = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
        value(path, key, entry.getValueNode());
      } else {
        problem(prefix, "has a key that is not a word", entry.getKeyNode());
      }
    }
  }

  private void value(String path, ScalarNode key, Node node) {
    switch (node) {
      case MappingNode map -> map(path, map);
      case ScalarNode scalar when PLAIN.contains(scalar.getTag()) ->
          set(path, key, scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
      case ScalarNode scalar -> problem(path, "has the unknown tag " + scalar.getTag(), scalar);
      case SequenceNode list
          when schema.isList(path) && list.getValue().stream().allMatch(this::word) ->
          set(
              path,
              key,
              list.getValue().stream()
                  .map(word -> ((ScalarNode) word).getValue())
                  .collect(Collectors.joining(", ")));
      default ->
          problem(
              path,
              schema.isList(path)
                  ? "holds something that is not a word"
                  : "is a list; one value is allowed",
              node);
    }
  }

  private boolean word(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR);
  }

  private void set(String path, ScalarNode key, String text) {
    if (values.putIfAbsent(path, new Value(text, at(key))) != null) {
      problem(path, "is set twice", key);
    }
  }

  private void problem(String path, String message, Node node) {
    problems.add(new ConfigProblem(path, message, at(node)));
  }

  private String at(Node node) {
    return file + ":" + (node.getStartMark().getLine() + 1);
  }
}
