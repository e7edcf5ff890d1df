package dev.curation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/rules.md names only classes and methods that exist. */
class RulesDocTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:#(\\w+))?`");
  private static final int COLUMNS = 5;
  private static final int RULES = 50;

  private static final List<List<String>> ROWS = rows();

  /** The cells of each row of the table, without its head. */
  private static List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (String line : House.lines(House.projectRoot().resolve("docs/rules.md"))) {
      if (line.startsWith("| ")) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        rows.add(List.of(inner.split("\\|", -1)).stream().map(String::strip).toList());
      }
    }
    return rows.subList(1, rows.size());
  }

  /** What is wrong with the names in one column; they are in the sources of one kind. */
  private static List<String> wrong(int column, String kind, String signature) {
    List<String> wrong = new ArrayList<>();
    for (List<String> row : ROWS) {
      Matcher names = NAME.matcher(row.get(column));
      while (names.find()) {
        if (!exists(kind, names.group(1), names.group(2), signature)) {
          wrong.add(names.group());
        }
      }
    }
    return wrong;
  }

  private static boolean exists(
      String kind, String type, @Nullable String method, String signature) {
    for (Path file : House.javaFiles(House.sources(kind))) {
      if (file.endsWith(type + ".java")) {
        Pattern declared = Pattern.compile(signature.replace("NAME", String.valueOf(method)));
        if (method == null
            || House.lines(file).stream().anyMatch(line -> declared.matcher(line).find())) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void shouldNameOnlyMethodsThatImplementSomething() {
    // A declaration: a type before the name, and no call of it (which has a dot or an = before).
    String declaration = "^  (?:\\w+ )*[\\w<>\\[\\],.@? ]+ NAME\\(";
    assertEquals(List.of(), wrong(3, "main", declaration));
  }

  @Test
  void shouldNameOnlyTestsThatExist() {
    assertEquals(List.of(), wrong(4, "test", "^  void NAME\\("));
  }

  @Test
  void shouldNameATestForEveryRule() {
    assertTrue(ROWS.size() >= RULES, ROWS.size() + " rules");
    for (List<String> row : ROWS) {
      assertEquals(COLUMNS, row.size(), row.toString());
      assertTrue(NAME.matcher(row.get(4)).find(), row.toString());
    }
  }

  @Test
  void shouldNoticeNamesThatDoNotExist() {
    assertTrue(
        exists("test", "RulesDocTest", "shouldNoticeNamesThatDoNotExist", "^  void NAME\\("));
    assertTrue(!exists("test", "RulesDocTest", "shouldBeMissing", "^  void NAME\\("));
    assertTrue(!exists("test", "NoSuchTest", "shouldBeMissing", "^  void NAME\\("));
  }
}
