namespace Accel.Fuzzing.Generation.Networks;

/// <summary>Streams that lead back to where they come from, and cells that a stream hands over.</summary>
internal sealed class Circles(Network network, ElementLoops loops)
{
    private readonly Dice _dice = network.Dice;

    /// <summary>Two tasks in a circle: with as many elements in it as are there from the beginning.</summary>
    public void Feedback(Channel from)
    {
        ElementCount count = from.Count!;
        int tokens = _dice.Between(1, 3);
        bool isEmpty = network.Shape.MayDeadlock && _dice.OneIn(3);
        Channel there = network.Make(network.Element(false), count, count.Most, network.Shape.MayDeadlock ? 0 : tokens);
        Channel back = network.Make(network.Element(false), count, count.Most, network.Shape.MayDeadlock ? 0 : tokens + 1);
        Channel to = network.Add(network.Element(false), count, from.Most, from.IsForked);
        network.Start(
            body =>
            {
                body.Begin(1);
                loops.Counted(body, count, (_, isFree) =>
                {
                    loops.Read(body, from);
                    loops.Read(body, back);
                    loops.Work(body, isFree);
                    ElementLoops.Write(body, there, "false");
                    ElementLoops.Write(body, to, "false");
                });
            },
            [from, there, back, to]);
        network.Start(
            body =>
            {
                body.Begin(1);
                if (!isEmpty)
                {
                    Prime(body, back, tokens);
                }

                loops.Counted(body, count, (_, isFree) =>
                {
                    loops.Read(body, there);
                    loops.Work(body, isFree);
                    ElementLoops.Write(body, back, "false");
                });
            },
            [there, back]);
    }

    /// <summary>A task that writes to a stream and reads from it later.</summary>
    public void Delay(Channel from)
    {
        ElementCount count = from.Count!;
        int tokens = _dice.Between(1, 4);
        Channel own = network.Make(network.Element(false), count, count.Most, network.Shape.MayDeadlock ? 0 : tokens + 1);
        Channel to = network.Add(network.Element(false), count, from.Most, from.IsForked);
        network.Start(
            body =>
            {
                body.Begin(1);
                Prime(body, own, tokens);
                loops.Counted(body, count, (_, isFree) =>
                {
                    loops.Read(body, from);
                    ElementLoops.Write(body, own, "false");
                    loops.Work(body, isFree);
                    loops.Read(body, own);
                    ElementLoops.Write(body, to, "false");
                });
            },
            [from, own, to]);
    }

    /// <summary>One task writes cells and says so, another one reads them.</summary>
    public void Cells(Channel from)
    {
        int first = network.OwnCell;
        ElementCount count = from.Count!;
        Channel written = network.Make(StreamElement.Of(Scalar.Int), count, count.Most, 0);
        Channel free = network.Make(StreamElement.Of(Scalar.Bool), count, count.Most, network.Shape.MayDeadlock ? 0 : Network.OwnCells + 1);
        Channel to = network.Add(network.Element(false), count, from.Most, from.IsForked);
        network.Start(
            body =>
            {
                string at = _dice.Name("w");
                body.Line($"int {at} = 0;");
                loops.Counted(body, count, (_, isFree) =>
                {
                    loops.Read(body, from);
                    loops.Work(body, isFree);
                    string cell = FormattableString.Invariant($"{first} + ({at} & {Network.OwnCells - 1})");
                    body.Line(FormattableString.Invariant($"if ({at} >= {Network.OwnCells}) {{ _ = {free.Name}.Read(); }}"));
                    body.Line($"memory.WriteInt32({cell}, {body.Expressions.Assignable(Scalar.Int, 2)});");
                    body.Line($"{written.Name}.Write({cell});");
                    body.Line($"{at}++;");
                });
            },
            [from, written, free]);
        network.Start(
            body =>
            {
                loops.Counted(body, count, (_, isFree) =>
                {
                    (string cell, string value) = (_dice.Name("c"), _dice.Name("x"));
                    body.Line($"int {cell} = {written.Name}.Read();");
                    body.Line($"int {value} = memory.ReadInt32({cell});");
                    body.Line($"{free.Name}.Write(true);");
                    body.Scope.Slots.Add(new Slot(value, Scalar.Int));
                    loops.Work(body, isFree);
                    ElementLoops.Write(body, to, "false");
                });
            },
            [written, free, to]);
    }

    // What is in the stream before the loop begins.
    private void Prime(Body body, Channel to, int tokens)
    {
        string name = _dice.Name("k");
        body.Line(FormattableString.Invariant(
            $"for (int {name} = 0; {name} < {tokens}; {name}++) {{ {ElementLoops.Text(body, to, "false")} }}"));
    }
}
