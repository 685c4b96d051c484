namespace Accel.Fuzzing.Generation;

/// <summary>Tasks that do not see each other's work: equal ones over an index, and unlike ones that fill an array each.</summary>
internal sealed class TaskStarts(Body body)
{
    private readonly Dice _dice = body.Dice;

    public void Write()
    {
        if (_dice.OneIn(2))
        {
            EqualTasks();
        }
        else
        {
            UnlikeTasks();
        }
    }

    private void EqualTasks()
    {
        Scalar type = _dice.Type();
        int count = _dice.Between(2, 5);
        (string tasks, string index, string number, string own) = (_dice.Name("tasks"), _dice.Name("i"), _dice.Name("k"), _dice.Name("o"));
        body.Line($"var {tasks} = new Task<{type.Name}>[{count}];");
        body.Line($"for (int {index} = 0; {index} < {count}; {index}++)");
        body.Line("{");
        body.Line($"{tasks}[{index}] = Task.Factory.StartNew({own} =>");
        body.Line("{");
        body.Line($"int {number} = (int){own}!;");
        InTask(count, () =>
        {
            body.Scope.Counters.Add(new Counter(number, 0, count - 1));
            TaskStatements();
            body.Line($"return ({type.Name})({body.Expressions.NonConstant(2).Text});");
        });
        body.Line($"}}, {index});");
        body.Line("}");
        body.Line($"Task.WhenAll({tasks}).Wait();");
        string sum = _dice.Name("v");
        body.Line($"{type.Name} {sum} = {tasks}[0].Result;");
        body.Line($"for (int {index} = 1; {index} < {count}; {index}++) {{ {sum} = ({type.Name})({sum} * 3 + {tasks}[{index}].Result); }}");
        body.Scope.Slots.Add(new Slot(sum, type));
    }

    private void UnlikeTasks()
    {
        List<(ArraySlot Array, bool HasResult)> kinds = [];
        for (int i = _dice.Between(2, 3); i > 0; i--)
        {
            ArraySlot array = new(_dice.Name("t"), _dice.Type(), null, _dice.Between(1, 8));
            kinds.Add((array, _dice.OneIn(3)));
        }

        foreach ((ArraySlot array, _) in kinds.Where(kind => !kind.HasResult))
        {
            body.Line($"{array.Element!.Name}[] {array.Text} = new {array.Element.Name}[{array.Length}];");
        }

        List<string> names = [];
        List<Slot> results = [];
        foreach ((ArraySlot array, bool hasResult) in kinds)
        {
            string task = _dice.Name("task");
            names.Add(task);
            body.Line($"var {task} = {_dice.Pick("Task.Run", "Task.Factory.StartNew")}(() =>");
            body.Line("{");
            InTask(1, () =>
            {
                if (hasResult)
                {
                    TaskStatements();
                    body.Line($"return ({array.Element!.Name})({body.Expressions.NonConstant(2).Text});");
                    results.Add(new Slot($"{task}.Result", array.Element, false, false));
                }
                else
                {
                    Fill(array);
                }
            });
            body.Line("});");
        }

        body.Line(
            $"Task.{_dice.Pick("WaitAll({0})", "WhenAll({0}).Wait()").Replace("{0}", string.Join(", ", names), StringComparison.Ordinal)};");
        body.Scope.Arrays.AddRange(kinds.Where(kind => !kind.HasResult).Select(kind => kind.Array));
        foreach (Slot result in results)
        {
            string name = _dice.Name("v");
            body.Line($"{result.Type.Name} {name} = {result.Text};");
            body.Scope.Slots.Add(new Slot(name, result.Type));
        }
    }

    // Loads a table from the memory, or computes one.
    private void Fill(ArraySlot array)
    {
        string index = _dice.Name("i");
        if (_dice.OneIn(3))
        {
            body.Line(
                $"for (int {index} = 0; {index} < {array.Length}; {index}++) {{ {array.Text}[{index}] = ({array.Element!.Name}){body.Memory}.ReadInt32({index} + {_dice.Next(ProgramParts.Cells - array.Length)}); }}");
            return;
        }

        body.Scope.Arrays.Add(array);
        TaskStatements();
        body.Line(
            $"for (int {index} = 0; {index} < {array.Length}; {index}++) {{ {array.Text}[{index}] += ({array.Element!.Name})({body.Expressions.NonConstant(2).Text}); }}");
    }

    // A task reads what is around it, and writes only its own.
    private void InTask(int copies, Action write)
    {
        (Scope outer, int trips) = (body.Scope, body.Trips);
        (body.Scope, body.Trips, body.IsInTask) = (outer.ReadOnly(), trips * copies, true);
        write();
        (body.Scope, body.Trips, body.IsInTask) = (outer, trips, false);
    }

    private void TaskStatements()
    {
        body.Assignments.Declare();
        for (int i = _dice.Between(0, 3); i > 0 && body.StatementsLeft > 0; i--)
        {
            body.Statements.Write(2, null);
        }
    }
}
