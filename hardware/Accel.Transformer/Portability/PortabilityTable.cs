using System.Text;

namespace Accel.Transformer.Portability;

/// <summary>The table of differences from Hastlayer for people: the text of docs/portability.md.</summary>
public static class PortabilityTable
{
    private const string Introduction = """
        # Portability to Hastlayer

        What this dialect accepts and [Hastlayer](https://hastlayer.com) 2.1 does not, as `accel lint` reports it, method by method. The attributes
        of `Accel.Hast` are portable: Hastlayer ignores them. Generated from `PortabilityRules`; a test keeps it current.

        *refused* rests on Hastlayer's documentation or the source of its transformer, *undocumented* on its word that what is not in its samples
        is probably not supported; both make a kernel not portable. *caution* does not. None of it was tried: the packages of Hastlayer cannot be
        restored where this project is built.

        | id | what | verdict | reason | remedy |
        | --- | --- | --- | --- | --- |

        """;

    /// <summary>Markdown, LF.</summary>
    public static string ToMarkdown()
    {
        StringBuilder text = new(Introduction.ReplaceLineEndings("\n"));
        foreach (PortabilityRule rule in PortabilityRules.All)
        {
#pragma warning disable CA1308 // A word in a text, not an identifier.
            string verdict = rule.Verdict.ToString().ToLowerInvariant();
#pragma warning restore CA1308
            _ = text.Append("| ").AppendJoin(" | ", rule.Id, rule.Title, verdict, rule.Reason, rule.Remedy).Append(" |\n");
        }

        return text.ToString();
    }
}
